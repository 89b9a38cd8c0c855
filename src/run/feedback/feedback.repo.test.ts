import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Review } from '../../history/index.ts';
import { readHeaders, renderMbox } from '../../mail/index.ts';
import { runCli, type CliEnd } from '../../testing/cli.ts';
import { startImap, whyNoImap, type TestImap } from '../../testing/imap.ts';
import { writeMail, type MailSketch } from '../../testing/mails.ts';
import { makeRepo } from '../../testing/repo.ts';
import { startSmtp, type TestSmtp } from '../../testing/smtp.ts';

interface Sent {
  readonly id: string;
  readonly commit: string;
  readonly subject: string;
}

const repo = makeRepo();
const file = (n: number): string => `src/part${n}.c`;
const content = (n: number, line = 'five'): string => ['one', 'two', 'three', 'four', line, `end ${n}`, ''].join('\n');
const parts = Array.from({ length: 24 }, (_, n) => n);
const base = repo.commit({
  message: 'begin',
  files: {
    MAINTAINERS: `PARTS\nM:\tMia <mia@example.org>\nL:\tlist@example.org\nF:\tsrc/\n`,
    ...Object.fromEntries(parts.map((n) => [file(n), content(n)])),
  },
});
repo.tag('v1.0', 'first release');
const fixes = parts.map((n) =>
  repo.commit({
    message: `part${n}: fix a leak in it\n\nThe buffer was never freed.\n\nFixes: ${base.slice(0, 12)} ("begin")\n`,
    files: { [file(n)]: content(n, 'FIVE') },
  }),
);
repo.branch('stable-1.0', 'v1.0');
for (const fix of fixes.slice(0, 18)) repo.pick(fix);
repo.branch('main');
const room = mkdtempSync(join(tmpdir(), 'autosel-feedback-'));
let server: TestSmtp;
let sent: readonly Sent[];

const cli = (...args: string[]): Promise<CliEnd> =>
  runCli([...args, '--repo', repo.dir, '--store', join(room, 'store')], { cwd: room });
const json = async <T>(...args: string[]): Promise<T> => {
  const { stdout, stderr } = await cli(...args, '--json');
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout) as T;
};

function configure(more = ''): void {
  mkdirSync(join(room, 'store'), { recursive: true });
  const mail = `[mail]\nfrom = "Keeper <bot@example.org>"\nto = ["list@example.org"]\n`;
  const smtp = `[smtp]\nhost = "127.0.0.1"\nport = ${server.port}\nsecurity = "none"\n`;
  writeFileSync(
    join(room, 'store', 'config.toml'),
    `mainline = "main"\nstable = ["stable-1.0"]\n${mail}${smtp}${more}`,
  );
}

beforeAll(async () => {
  server = await startSmtp();
  configure();
  await cli('select', 'v1.0..main', '--threshold', '0.4', '--out', join(room, 'out'), '--quiet');
  expect((await cli('send', join(room, 'out'), '--yes')).code).toBe(0);
  sent = server.mails.map((bytes) => {
    const header = (name: string): string => readHeaders(bytes).find(([key]) => key === name)?.[1] ?? '';
    return { id: header('message-id').slice(1, -1), commit: header('x-autosel-commit'), subject: header('subject') };
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  repo.remove();
  rmSync(room, { recursive: true, force: true });
});

const hour = (n: number): string =>
  new Date(Date.now() - (20 - n) * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const reply = (n: number, to: number, given: Partial<MailSketch>): MailSketch => ({
  id: `reply-${n}@there`,
  subject: `Re: ${sent[to].subject}`,
  answers: sent[to].id,
  at: hour(n),
  ...given,
});
const write = (name: string, mails: readonly MailSketch[]): string => {
  writeFileSync(join(room, name), renderMbox(mails.map((mail) => Buffer.from(writeMail(mail)))));
  return join(room, name);
};

const MIA = 'Mia <mia@example.org>';
const answers = (): readonly MailSketch[] => [
  reply(1, 0, { from: MIA, text: 'Please drop it, it is a cleanup.' }),
  reply(2, 1, { from: MIA, text: 'Acked-by: Mia <mia@example.org>' }),
  reply(3, 2, { from: 'Eve <eve@example.org>', text: 'Please drop it.' }),
  reply(4, 2, { from: MIA, text: 'Please drop it.', headers: ['Auto-Submitted: auto-replied'] }),
  reply(5, 2, { from: MIA, text: 'Drop it.', headers: ['Authentication-Results: mx.example.org; dmarc=fail'] }),
  reply(6, 2, { from: 'list@example.org', text: 'drop' }),
  reply(7, 2, { from: MIA, text: 'Which boards have this?' }),
];

interface Answer {
  readonly understood: readonly { readonly review?: Review; readonly reply: { readonly automatic?: string } }[];
  readonly known: number;
  readonly answers: readonly unknown[];
  readonly unread: readonly string[];
}
const said = ({ understood }: Answer) => understood.map(({ review }) => [review?.answer, review?.authority]);

describe('answers to proposals', () => {
  it('are understood, and only the words of those who may decide do', async () => {
    const found = await json<Answer>('feedback', '--from', write('answers.mbox', answers()), '--dry-run');
    expect(said(found)).toEqual([
      ['drop', 'maintainer of the files'],
      ['accept', 'maintainer of the files'],
      ['drop', undefined],
      [undefined, undefined],
      ['drop', undefined],
      ['drop', undefined],
      ['question', 'maintainer of the files'],
    ]);
    expect(await json('review')).toEqual([]);
  });

  it('are kept once, told to their writers once, and what is left open or may not be answered gets no mail', async () => {
    const before = server.mails.length;
    const mbox = join(room, 'answers.mbox');
    await cli('feedback', '--from', mbox);
    const again = await json<Answer>('feedback', '--from', mbox, '--answer');
    expect([said(again), again.known]).toEqual([[[undefined, undefined]], 6]);
    await cli('feedback', '--from', mbox, '--answer');
    expect(server.recipients.slice(before)).toEqual([['mia@example.org'], ['mia@example.org'], ['mia@example.org']]);
    expect(server.mails.at(before)?.toString()).toContain('> Please drop it, it is a cleanup.');
    expect(await json<readonly unknown[]>('review')).toHaveLength(6);
  });

  it('decide what select proposes, what send sends and what queue takes, and a person overrules them', async () => {
    const [dropped, acked, open] = sent;
    const pick = async () => {
      const { commits } = await json<{ commits: { sha: string; lane: string; why: string }[] }>(
        'select',
        'v1.0..main',
        '--threshold',
        '0.4',
      );
      return [dropped, acked, open].map(({ commit }) => commits.find(({ sha }) => sha === commit));
    };
    const first = await pick();
    expect(first.map((each) => each?.lane)).toEqual(['left', 'proposal', 'proposal']);
    expect(first[0]?.why).toContain('Mia (maintainer of the files) dropped it on');
    expect((await cli('send', join(room, 'out'), '--via', 'eml', '--dir', join(room, 'eml'))).stdout).toContain(
      'dropped by Mia',
    );
    const queued = await json<{ queued: { sha: string }[] }>(
      ...['queue', 'stable-1.0', '--selection', join(room, 'out', 'selection.json'), '--quilt', join(room, 'quilt')],
    );
    expect(queued.queued.map(({ sha }) => sha)).toEqual([acked.commit]);
    await cli('review', dropped.commit, '--accept', '--reason', 'it mends a crash');
    expect((await pick())[0]).toMatchObject({
      lane: 'proposal',
      why: expect.stringContaining('it mends a crash') as string,
    });
  });

  it('are read from a maildir and from a public-inbox archive, and digests and lost ones are named', async () => {
    const later = reply(8, 3, { from: MIA, text: 'wait' });
    const maildir = join(room, 'maildir');
    for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, part), { recursive: true });
    writeFileSync(join(maildir, 'new', '1.a'), writeMail(later));
    writeFileSync(join(maildir, 'new', '2.a'), 'Subject: Re: [PATCH AUTOSEL 1.0] x\nIn-Reply-To: <x@y>\n\nno sender\n');
    const found = await json<Answer>('feedback', '--from', maildir);
    expect(said(found)).toEqual([['wait', 'maintainer of the files']]);
    expect(found.unread).toEqual(['a mail without a sender or a Message-Id: Re: [PATCH AUTOSEL 1.0] x']);
    const inbox = join(room, 'inbox');
    await cli(
      'send',
      write('more.mbox', [reply(9, 3, { from: MIA, text: 'take' })]),
      '--yes',
      '--via',
      'archive',
      '--dir',
      inbox,
    );
    expect(said(await json<Answer>('feedback', '--from', join(inbox, 'git', '0.git')))).toEqual([
      ['accept', 'maintainer of the files'],
    ]);
  });

  it('that rules leave open are read by a model, which is believed where its quote stands in the mail', async () => {
    const mbox = write('open.mbox', [reply(12, 3, { from: MIA, text: 'Let us leave that one out of it, shall we' })]);
    const ask = async (quote: string) => {
      const program = join(room, 'model.mjs');
      const answer = JSON.stringify(JSON.stringify({ answer: 'drop', quote }));
      writeFileSync(program, `process.stdin.resume().on('end', () => process.stdout.write(${answer}));`);
      return said(
        await json<Answer>('feedback', '--from', mbox, '--dry-run', '--model', `exec:${process.execPath} ${program}`),
      );
    };
    expect(await ask('leave that one out')).toEqual([['drop', 'maintainer of the files']]);
    expect(await ask('please drop it')).toEqual([[undefined, undefined]]);
  });

  it('about one branch are shown and kept for that one', async () => {
    const text = 'drop for stable-1.0: it needs the new allocator';
    const mbox = write('partial.mbox', [reply(13, 4, { from: MIA, text })]);
    const proposals = join(room, 'two.mbox');
    const mail = server.mails.find((bytes) => bytes.toString().includes(sent[4].id))?.toString() ?? '';
    const both = mail.replace(/^X-AUTOSEL-Branches: .*$/m, 'X-AUTOSEL-Branches: stable-1.0=take, stable-0.9=take');
    writeFileSync(proposals, renderMbox([Buffer.from(both)]));
    const asked = ['feedback', '--from', mbox, '--dry-run', '--proposals', proposals, '--store', join(room, 'partial')];
    const { stdout, stderr } = await runCli([...asked, '--repo', repo.dir], { cwd: room });
    expect(stdout, stderr).toMatch(/\bdrop for stable-1\.0\b/);
    expect(stdout).toMatch(/^[0-9a-f]{12} open; stable-1\.0: dropped by Mia {2}part/m);
  });

  it('cannot be told to their writers or read by a model where the config has none, and that is said at once', async () => {
    const bare = join(room, 'bare');
    const asked = ['feedback', '--from', write('none.mbox', []), '--proposals', join(room, 'out'), '--repo', repo.dir];
    const say = (...more: string[]) => runCli([...asked, '--store', bare, ...more], { cwd: room });
    expect(await say('--answer')).toMatchObject({ code: 2, stderr: expect.stringContaining('[smtp]') as string });
    expect(await say('--ask-model')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no model to ask') as string,
    });
    mkdirSync(bare, { recursive: true });
    writeFileSync(join(bare, 'config.toml'), '[smtp]\nhost = "127.0.0.1"\n');
    expect(await say('--answer')).toMatchObject({ code: 2, stderr: expect.stringContaining('mail.from') as string });
  });

  it('need a place, and proposals that left', async () => {
    expect(await cli('feedback')).toMatchObject({ code: 2, stderr: expect.stringContaining('--from MBOX') as string });
    expect(await cli('feedback', '--imap')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('[imap]') as string,
    });
    const other = [
      'feedback',
      '--from',
      join(room, 'answers.mbox'),
      '--repo',
      repo.dir,
      '--store',
      join(room, 'other'),
    ];
    expect(await runCli(other, { cwd: room })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing was sent yet') as string,
    });
    const known = [...other, '--proposals', join(room, 'out'), '--json'];
    expect(JSON.parse((await runCli(known, { cwd: room })).stdout)).toMatchObject({ known: 0 });
  });
});

describe.skipIf(whyNoImap !== undefined)(
  `a mailbox on a real server${whyNoImap === undefined ? '' : ` (${whyNoImap})`}`,
  () => {
    let imap: TestImap;
    beforeAll(async () => void (imap = await startImap()));
    afterAll(() => imap.close());
    const table = (more = ''): string =>
      `[imap]\nhost = "127.0.0.1"\nport = ${imap.port}\nsecurity = "none"\nuser = "${imap.user}"\npassword_command = ["printf", "${imap.password}"]\n${more}`;

    it('is read, and nothing in it is marked or changed', async () => {
      imap.deliver(Buffer.from(writeMail(reply(10, 3, { from: MIA, text: 'drop: a new feature' }))));
      imap.deliver(Buffer.from(writeMail(reply(11, 3, { from: 'Eve <eve@example.org>', text: 'Why?' }))));
      const before = imap.list();
      configure(table());
      const found = await json<Answer>('feedback', '--imap');
      expect(said(found)).toEqual([
        ['drop', 'maintainer of the files'],
        ['question', undefined],
      ]);
      expect((await json<Answer>('feedback', '--imap')).known).toBe(2);
      expect(imap.list()).toEqual(before);
      expect(readFileSync(join(room, 'store', 'config.toml'), 'utf8')).toContain('[imap]');
    });

    it('says what is wrong: the password, the folder, the place', async () => {
      configure(table().replace(imap.password, 'wrong'));
      expect(await cli('feedback', '--imap')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('refuses the login') as string,
      });
      configure(table('folder = "Nowhere"\n'));
      expect(await cli('feedback', '--imap')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('no folder "Nowhere"') as string,
      });
      configure(table().replace(`port = ${imap.port}`, 'port = 9'));
      expect(await cli('feedback', '--imap')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('cannot reach the mailbox') as string,
      });
    });
  },
);
