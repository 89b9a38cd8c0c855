import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InfrastructureError, UsageError } from '../errors.ts';
import { ObjectReader } from './cat-file.ts';
import { Git } from './process.ts';

const BRANCH = 'refs/heads/master';
const NONE = '0'.repeat(40);
/** Mails are far smaller; what is larger was not written by this program. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Who a mail of an archive is from, when, and what about: the commit that holds it says so. */
export interface ArchivedMail {
  readonly raw: Buffer;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly date: number;
}

/** An archive of mails that is autosel's own: the one repository that this program writes into. */
export interface MailArchive {
  readonly gitDir: string;
  /** Adds one mail as one commit; gives its id. */
  append(mail: ArchivedMail): Promise<string>;
  /** All mails, newest first. */
  read(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens or makes `folder/git/0.git` in the form of public-inbox version 2: one commit a mail, which holds the one file `m`
 * (https://public-inbox.org/public-inbox-v2-format.html).
 * @throws UsageError `foreign-archive` when a repository is there that holds anything else.
 */
export async function openMailArchive(folder: string, signal?: AbortSignal): Promise<MailArchive> {
  const gitDir = resolve(folder, 'git', '0.git');
  if (!existsSync(join(gitDir, 'HEAD'))) await makeRepository(gitDir, signal);
  const git = Git.inRepository(gitDir, signal);
  let tip = await readTip(git);
  if (tip !== undefined) await refuseForeign(git, tip, gitDir);
  return {
    gitDir,
    async append(mail) {
      const next = await writeCommit(git, mail, tip);
      await git.read(['update-ref', BRANCH, next, tip ?? NONE]);
      tip = next;
      return next;
    },
    read: () => readMails(git, tip),
    close: () => git.close(),
  };
}

async function makeRepository(gitDir: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(dirname(gitDir), { recursive: true });
  const git = Git.inFolder(dirname(gitDir), signal);
  await git.read([
    '-c',
    'init.templateDir=',
    'init',
    '-q',
    '--bare',
    '--initial-branch=master',
    '--object-format=sha1',
    '--',
    gitDir,
  ]);
  await git.close();
}

async function readTip(git: Git): Promise<string | undefined> {
  const { end, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', BRANCH]);
  return end.code === 0 ? stdout.toString('latin1').trim() : undefined;
}

async function refuseForeign(git: Git, tip: string, gitDir: string): Promise<void> {
  const names = (await git.read(['ls-tree', '--name-only', '-z', tip])).toString('latin1');
  if (names !== 'm\0')
    throw new UsageError(
      'foreign-archive',
      `${gitDir} holds something else than one mail a commit: name another folder`,
    );
}

async function writeCommit(git: Git, mail: ArchivedMail, parent: string | undefined): Promise<string> {
  const blob = await writeObject(git, ['hash-object', '-w', '-t', 'blob', '--stdin'], mail.raw);
  const tree = await writeObject(git, ['mktree', '-z'], Buffer.from(`100644 blob ${blob}\tm\0`));
  const person = `${cleanName(mail.name)} <${mail.email.replace(/[<>\s]/g, '')}> ${Math.floor(mail.date)} +0000`;
  const lines = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${person}`,
    `committer ${person}`,
    '',
    mail.subject.replace(/\p{Cc}+/gu, ' ').trim(),
    '',
  ];
  return writeObject(git, ['hash-object', '-w', '-t', 'commit', '--stdin'], Buffer.from(lines.join('\n'), 'utf8'));
}

/** What git allows in a name; one of nothing else becomes a word. */
const cleanName = (name: string): string => name.replace(/[<>\p{Cc}]+/gu, ' ').trim() || 'unknown';

async function writeObject(git: Git, args: readonly string[], input: Buffer): Promise<string> {
  const id = (await git.read(args, { input })).toString('latin1').trim();
  if (!/^[0-9a-f]{40}$/.test(id))
    throw new InfrastructureError(
      'archive-not-written',
      `git ${args[0] ?? ''} gave no id for a mail of the archive ${git.dir}`,
    );
  return id;
}

async function* readMails(git: Git, tip: string | undefined): AsyncGenerator<Buffer> {
  if (tip === undefined) return;
  const listed = (await git.read(['rev-list', tip])).toString('latin1').trim().split('\n');
  const reader = new ObjectReader(git, MOST_BYTES);
  try {
    for (const sha of listed) {
      const reply = await reader.read(`${sha}:m`);
      if (reply.kind !== 'object')
        throw new InfrastructureError('archive-unread', `the mail of commit ${sha} in ${git.dir} cannot be read`);
      yield reply.bytes;
    }
  } finally {
    await reader.close();
  }
}
