import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderMbox } from '../../mail/index.ts';
import { runCli, startCli, type CliEnd } from '../../testing/cli.ts';
import { makeRepo, type TestRepo } from '../../testing/repo.ts';
import { findClosedPort, startSmtp, type SmtpStage, type TestSmtp } from '../../testing/smtp.ts';

const MAILS = 6;
const sha = (n: number): string => n.toString(16).padStart(40, 'a');
const idOf = (n: number, run = 'r'): string => `20250101.${run}-${n}-autosel@example.org`;

const mail = (n: number, run?: string): Buffer =>
  Buffer.from(
    `From: "Keeper (AUTOSEL bot)" <bot@example.org>\nTo: stable@example.org\nCc: ada@example.org\n` +
      `Subject: [PATCH AUTOSEL 6.6] xfs: fix leak ${n}\nDate: Wed, 01 Jan 2025 00:00:00 +0000\nMessage-ID: <${idOf(n, run)}>\n` +
      `X-AUTOSEL-Decision: propose\nX-AUTOSEL-Commit: ${sha(n)}\n\nFrom: Ada <ada@example.org>\n\n[ Upstream commit ${sha(n)} ]\n\n` +
      `A leak.\n---\n\nMachine text: x\n\nDecision summary:\n  yes\n\n fs/xfs/a.c | 1 +\n\ndiff --git a/fs/xfs/a.c b/fs/xfs/a.c\n` +
      `index 1234567..89abcde 100644\n--- a/fs/xfs/a.c\n+++ b/fs/xfs/a.c\n@@ -1 +1,2 @@\n a\n+b\n-- \n1.0\n`,
  );

let repo: TestRepo;
let room: string;
let server: TestSmtp;
beforeEach(async () => {
  repo = makeRepo();
  repo.commit({ message: 'first', files: { a: '1' } });
  room = mkdtempSync(join(tmpdir(), 'autosel-send-'));
  mkdirSync(join(room, 'store'));
  server = await startSmtp();
  writeMails(Array.from({ length: MAILS }, (_, n) => mail(n + 1)));
  configure();
});
afterEach(async () => {
  await server.close();
  repo.remove();
  rmSync(room, { recursive: true, force: true });
});

function writeMails(mails: readonly Buffer[], name = 'proposals.mbox'): void {
  mkdirSync(join(room, 'out'), { recursive: true });
  writeFileSync(join(room, 'out', name), renderMbox(mails));
}

function configure(more = '', port = server.port): void {
  const smtp = `[smtp]\nhost = "127.0.0.1"\nport = ${port}\nsecurity = "none"\n`;
  writeFileSync(join(room, 'store', 'config.toml'), `[mail]\nto = ["stable@example.org"]\n${smtp}${more}`);
}

const args = (...more: string[]): string[] => [
  'send',
  join(room, 'out'),
  '--repo',
  repo.dir,
  '--store',
  join(room, 'store'),
  ...more,
];
const send = (...more: string[]): Promise<CliEnd> => runCli(args(...more), { cwd: room });
const arrived = (): string[] =>
  server.mails.map((bytes) => /^Message-ID: <(.+)>\r?$/m.exec(bytes.toString())?.[1] ?? '').toSorted();
const all = Array.from({ length: MAILS }, (_, n) => idOf(n + 1));

test('without --send and --yes nothing leaves, and everything is told', async () => {
  const { stdout, code } = await send();
  expect(server.mails).toEqual([]);
  expect(code).toBe(0);
  expect(stdout).toContain('nobody has accepted it');
  expect(stdout).toContain('Nothing was sent: 0 mails would leave by smtp');
  expect(readdirSync(join(room, 'store'))).toEqual(['config.toml']);
});

test('--yes sends each mail once, also when called again and when another run proposes the same commits', async () => {
  expect((await send('--yes')).code).toBe(0);
  expect(arrived()).toEqual(all);
  expect((await send('--yes')).stdout).toContain('already sent');
  writeMails([mail(1, 'later'), mail(7, 'later')]);
  await send('--yes');
  expect(arrived()).toEqual([...all, idOf(7, 'later')].toSorted());
});

/** Moments at which the process is killed: at each stage of some mail. */
const MOMENTS: readonly (readonly [SmtpStage, number])[] = [
  ['connected', 1],
  ['from', 1],
  ['to', 1],
  ['text', 1],
  ['taken', 1],
  ['answered', 1],
  ['text', 4],
  ['taken', 4],
  ['answered', 4],
  ['taken', 6],
];

test.each(MOMENTS)('killed at "%s" of mail %i, nothing is sent twice and nothing is lost', async (stage, at) => {
  const { child, ended } = startCli(args('--yes'), { cwd: room });
  server.onStage = async (reached, n) => {
    if (reached !== stage || n !== at) return;
    child.kill('SIGKILL');
    await ended;
  };
  expect((await ended).signal).toBe('SIGKILL');
  server.onStage = () => {};
  const { stdout } = await send('--yes');
  const twice = arrived();
  expect(new Set(twice).size).toBe(twice.length);
  if (twice.length < MAILS || stdout.includes('Perhaps sent')) {
    // What the server holds is the archive of what left; what it lacks a person says.
    writeFileSync(join(room, 'sent.mbox'), renderMbox(server.mails));
    const told = await send('--sent-archive', join(room, 'sent.mbox'));
    const open = [...told.stdout.matchAll(/^ {2}<([^>]+)>/gm)].map((match) => `${match[1]}=unsent`);
    await send('--yes', ...(open.length > 0 ? ['--settle', ...open] : []));
  }
  expect(arrived()).toEqual(all);
});

test('a mail that was perhaps sent is never sent again by itself', async () => {
  const { child, ended } = startCli(args('--yes'), { cwd: room });
  server.onStage = async (stage, n) => {
    if (stage !== 'to' || n !== 3) return;
    child.kill('SIGKILL');
    await ended;
  };
  await ended;
  server.onStage = () => {};
  for (const _ of [1, 2, 3]) expect((await send('--yes')).code).toBe(3);
  expect(arrived()).toEqual(all.filter((id) => id !== idOf(2)));
  expect((await send()).stdout).toContain(`<${idOf(2)}>`);
});

test('no server: nothing is lost, and the same call sends all when it is back', async () => {
  configure('', await findClosedPort());
  expect(await send('--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cannot reach the mail server') as string,
  });
  configure();
  await send('--yes');
  expect(arrived()).toEqual(all);
});

test('two calls at once do not send twice: the second is refused', async () => {
  let second: Promise<CliEnd> | undefined;
  server.onStage = async (stage, n) => {
    if (stage === 'from' && n === 1) second = send('--yes');
    if (stage === 'from' && n === 2) await second;
  };
  await send('--yes');
  expect((await second)?.stderr).toContain('another autosel is writing');
  expect(arrived()).toEqual(all);
});

test('modes: opt-out and opt-in stay, ack-required is marked, digest-only comes together, the strictest counts', async () => {
  const table = (mode: string, more = ''): string =>
    `[[subsystems]]\nname = "XFS"\npaths = ["fs/xfs/"]\nmode = "${mode}"\n${more}`;
  configure(table('opt-out'));
  expect((await send('--yes')).stdout).toContain('XFS gets no proposals');
  configure(table('opt-in', 'authors = ["eve@example.org"]'));
  expect((await send('--yes')).stdout).toContain('authors who opted in');
  configure(table('only-failures'));
  expect((await send('--yes')).stdout).toContain('tagged commits that do not apply');
  expect(server.mails).toEqual([]);
  configure(table('opt-in', 'authors = ["ADA@example.org"]'));
  writeMails([mail(1)]);
  await send('--yes');
  expect(arrived()).toEqual([idOf(1)]);
  configure(table('ack-required'));
  writeMails([mail(2)]);
  await send('--yes');
  expect(server.mails[1]?.toString()).toContain('X-AUTOSEL-Mode: ack-required');
  configure(table('digest-only', 'digest_to = ["list@example.org"]'));
  writeMails([mail(1), mail(2), mail(3), mail(4)]);
  await send('--yes');
  expect(server.recipients.at(-1)).toEqual(['list@example.org']);
  const digest = server.mails.at(-1)?.toString() ?? '';
  expect(digest).toContain('XFS: 2 proposals');
  expect(digest).toContain(`${sha(4).slice(0, 12)} ("xfs: fix leak 4")`);
  expect(digest).not.toContain('xfs: fix leak 2');
});

test('what does not apply is told to subsystems in mode only-failures, and to nobody else', async () => {
  const failure = (n: number): Buffer =>
    Buffer.from(
      mail(n, 'f')
        .toString()
        .replace('X-AUTOSEL-Decision: propose', 'X-AUTOSEL-Decision: failure')
        .replace(/\n---\n[^]*/, '\n  touches fs/xfs/a.c\n'),
    );
  writeMails([mail(1)]);
  writeMails([failure(1)], 'failures.mbox');
  configure('[[subsystems]]\nname = "XFS"\npaths = ["fs/xfs/"]\nmode = "only-failures"\n');
  await send('--yes');
  expect(arrived()).toEqual([idOf(1, 'f')]);
  configure();
  writeMails([]);
  writeMails([failure(2)], 'failures.mbox');
  const { planned } = JSON.parse((await send('--yes', '--json')).stdout) as { planned: { why: string }[] };
  expect(planned.map(({ why }) => why)).toEqual(['failures go to subsystems in mode only-failures alone']);
  expect(arrived()).toEqual([idOf(1, 'f')]);
});

test('what comes after the digest of a week waits, and what was in a digest is not sent alone', async () => {
  await send('--yes', '--digest');
  expect(server.mails).toHaveLength(1);
  writeMails([mail(1), mail(8)]);
  const { stdout } = await send('--yes', '--digest');
  expect(stdout).toContain('it goes into the next one');
  await send('--yes');
  expect(arrived().filter((id) => id.startsWith('2025'))).toEqual([idOf(8)]);
});

test('a digest that a crash left open keeps its proposals from being sent, until it is settled', async () => {
  const { child, ended } = startCli(args('--yes', '--digest'), { cwd: room });
  server.onStage = async (stage) => {
    if (stage !== 'to') return;
    child.kill('SIGKILL');
    await ended;
  };
  await ended;
  server.onStage = () => {};
  const { stdout } = await send('--yes');
  expect(server.mails).toEqual([]);
  const digest = /<(digest\.[^>]+)>/.exec(stdout)?.[1] ?? '';
  await send('--yes', '--settle', `${digest}=unsent`);
  expect(arrived()).toEqual(all);
});

test('maildir, one file each and the folder for git send-email hold every mail once, also when called again', async () => {
  for (const [via, part, pattern] of [
    ['maildir', 'new', /^\d+\.M[0-9a-f]{16}\./],
    ['eml', '', /^000\d-xfs-fix-leak-\d-[0-9a-f]{16}\.eml$/],
    ['send-email', '', /^000\d-xfs-fix-leak-\d-[0-9a-f]{16}\.patch$/],
  ] as const) {
    const dir = join(room, via);
    for (const _ of [1, 2]) expect((await send('--yes', '--via', via, '--dir', dir)).code).toBe(0);
    const names = readdirSync(join(dir, part)).filter((name) => pattern.test(name));
    expect(names).toHaveLength(MAILS);
    const first = readFileSync(join(dir, part, names.toSorted()[0] ?? ''));
    expect(
      first
        .toString()
        .replace(/^From a.*\n/, '')
        .startsWith('From: "Keeper (AUTOSEL bot)"'),
    ).toBe(true);
  }
  expect(readFileSync(join(room, 'send-email', 'send.sh'), 'utf8')).toContain(
    `--from='"Keeper (AUTOSEL bot)" <bot@example.org>'`,
  );
});

test('the archive is one that git and readers of public-inbox know, with a feed beside it', async () => {
  const dir = join(room, 'public');
  await send('--yes', '--via', 'archive', '--dir', dir);
  writeMails([mail(9)]);
  await send('--yes', '--via', 'archive', '--dir', dir);
  const git = (...more: string[]): string => repo.git(['--git-dir', join(dir, 'git', '0.git'), ...more]);
  expect(git('log', '--format=%an <%ae> %at %s').split('\n')).toHaveLength(MAILS + 1);
  expect(git('log', '-1', '--format=%an <%ae> %at %s')).toBe(
    'Keeper (AUTOSEL bot) <bot@example.org> 1735689600 [PATCH AUTOSEL 6.6] xfs: fix leak 9',
  );
  expect(git('show', 'HEAD:m')).toBe(mail(9).toString().trim());
  git('fsck', '--strict');
  const feed = readFileSync(join(dir, 'feed.atom'), 'utf8');
  expect(feed.match(/<entry>/g)).toHaveLength(MAILS + 1);
  expect(feed).toContain('<title>[PATCH AUTOSEL 6.6] xfs: fix leak 9</title>');
});

test('a folder that somebody else filled is left alone', async () => {
  mkdirSync(join(room, 'mine'));
  writeFileSync(join(room, 'mine', 'letter.txt'), 'x');
  for (const via of ['eml', 'send-email', 'archive'])
    expect(await send('--yes', '--via', via, '--dir', join(room, 'mine'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a new folder with --dir') as string,
    });
  expect(readdirSync(join(room, 'mine'))).toEqual(['letter.txt']);
});
