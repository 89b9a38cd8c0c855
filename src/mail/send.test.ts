import { afterEach, beforeEach, expect, test } from 'vitest';
import { findClosedPort, startSmtp, type TestSmtp } from '../testing/smtp.ts';
import { buildOutgoing } from './send-outgoing.ts';
import { openSmtp } from './send.ts';

let server: TestSmtp;
beforeEach(async () => {
  server = await startSmtp();
});
afterEach(() => server.close());

const mail = (changes: { readonly id?: string; readonly to?: string; readonly text?: string } = {}) =>
  buildOutgoing(
    Buffer.from(
      `From: "Bot, the" <bot@example.org>\nTo: ${changes.to ?? 'a@example.org, "B, C" <b@example.org>'}\nCc: a@example.org\nSubject: s\nDate: Sat, 01 Jan 2022 00:00:00 +0000\nMessage-ID: <${changes.id ?? 'one@example.org'}>\n\n${changes.text ?? 'text\n.dot\n'}`,
    ),
  );
const open = () =>
  openSmtp({ host: '127.0.0.1', port: server.port, security: 'none', user: undefined, password: undefined });

test('a mail arrives byte by byte, dots included, with everybody of To and Cc once', async () => {
  const way = open();
  expect(await way.send(mail())).toMatchObject({ kind: 'sent' });
  expect(server.mails[0]?.toString().replaceAll('\r\n', '\n')).toBe(mail().raw.toString());
  expect(server.recipients).toEqual([['a@example.org', 'b@example.org']]);
  await way.close();
});

test('many mails go over one connection', async () => {
  const way = open();
  const connected: number[] = [];
  server.onStage = (stage, n) => void (stage === 'connected' && connected.push(n));
  for (const id of ['1@x.org', '2@x.org', '3@x.org']) await way.send(mail({ id }));
  expect([connected.length, server.mails.length]).toEqual([1, 3]);
  await way.close();
});

test('a mail that the server refuses for good is refused, one that it defers may be tried again', async () => {
  const way = open();
  const answer = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  server.onStage = (stage) => {
    if (stage === 'taken') throw answer(554);
  };
  expect((await way.send(mail())).kind).toBe('refused');
  server.onStage = (stage) => {
    if (stage === 'from') throw answer(451);
  };
  expect((await way.send(mail())).kind).toBe('unsent');
  await way.close();
});

test('a line that breaks before the text is unsent, one that breaks behind it is unclear', async () => {
  const way = open();
  server.onStage = async (stage) => {
    if (stage === 'from') await server.close();
  };
  expect((await way.send(mail())).kind).toBe('unsent');
  server = await startSmtp();
  const again = open();
  server.onStage = async (stage) => {
    if (stage === 'taken') {
      void server.close();
      await new Promise(() => {});
    }
  };
  expect((await again.send(mail())).kind).toBe('unclear');
});

test('a server that closed an idle line is called anew', async () => {
  const way = open();
  await way.send(mail());
  server.dropLines();
  expect((await way.send(mail({ id: '2@x.org' }))).kind).toBe('sent');
  expect(server.mails).toHaveLength(2);
  await way.close();
});

test('no server, and a server that cannot encrypt, are told apart', async () => {
  const port = await findClosedPort();
  const rest = { host: '127.0.0.1', user: undefined, password: undefined };
  await expect(openSmtp({ ...rest, port, security: 'none' }).send(mail())).rejects.toMatchObject({
    code: 'smtp-unreachable',
  });
  await expect(openSmtp({ ...rest, port: server.port, security: 'starttls' }).send(mail())).rejects.toMatchObject({
    code: 'smtp-tls',
  });
});

test('a mail for nobody is refused here', async () => {
  expect((await open().send(mail({ to: '' }))).kind).toBe('sent');
  const nobody = { ...mail(), recipients: [] };
  expect((await open().send(nobody)).kind).toBe('refused');
});
