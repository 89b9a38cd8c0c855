import { findRepository } from './discover.ts';
import { buildGitError } from './failure.ts';
import { parseUpstream } from './message-upstream.ts';
import { walkMessages } from './commit-messages.ts';
import type { CommitMessage } from './commit-messages.ts';
import { readLogRecords } from './log-records.ts';
import type { LogRecord } from './log-records.ts';
import { Git } from './process.ts';
import { readRange } from './range.ts';
import { readHeadRef } from './refs.ts';
import { isSha, parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** What tells one commit from others when a message names it. */
export interface CommitLine {
  readonly sha: Sha;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
  readonly subject: string;
  /** Ids that the message says it copies, as written; empty when bodies were not asked for. */
  readonly upstream: readonly string[];
}

export interface Tip {
  readonly name: string;
  readonly sha: Sha;
  readonly time: number;
}

export interface WalkRequest {
  readonly tips: readonly Sha[];
  /** What these reach is left out. */
  readonly not: readonly Sha[];
  /** Also read what each message says it copies. */
  readonly upstream: boolean;
}

/** One repository, read for the ids and subjects of its commits. Nothing is written, nothing from a caller is an option. */
export interface CommitLines {
  readonly gitDir: string;
  readonly idBytes: number;
  /** Every ref that leads to a commit but notes and the stash, and HEAD under the name `HEAD`. */
  tips(): Promise<readonly Tip[]>;
  /** The branch that HEAD names. */
  headRef(): Promise<string | undefined>;
  walk(request: WalkRequest): AsyncGenerator<CommitLine, void, void>;
  /** Ids alone, of the same set. */
  ids(request: Omit<WalkRequest, 'upstream'>): Promise<readonly Sha[]>;
  /** Commits, never trees or blobs, whose id begins with at least four hex digits. */
  withPrefix(digits: string): Promise<readonly CommitLine[]>;
  isAncestor(sha: Sha, of: Sha): Promise<boolean>;
  /** Commits of `a..b`, or those that are named; merges of a range are left out. UsageError when it names none. */
  range(expression: string): Promise<readonly Sha[]>;
  /** Whole messages, in the order asked for. */
  messages(commits: readonly Sha[]): AsyncGenerator<CommitMessage, void, void>;
  /** Address of `origin`, or of the only remote. */
  remoteUrl(): Promise<string | undefined>;
  close(): Promise<void>;
}

const separator = '\x1f';
const maxDigits = 64;

/** UsageError when `dir` lies in no repository. */
export async function openCommitLines(dir: string, signal?: AbortSignal): Promise<CommitLines> {
  const place = await findRepository(dir, signal);
  const git = Git.inRepository(place.ownGitDir, signal);
  return {
    gitDir: place.commonGitDir,
    idBytes: place.objectFormat === 'sha1' ? 20 : 32,
    tips: () => readTips(git),
    headRef: () => readHeadRef(git),
    walk: (request) => walk(git, request),
    ids: (request) => readIds(git, request),
    withPrefix: (digits) => readPrefix(git, digits),
    isAncestor: (sha, of) => readAncestor(git, [sha, of]),
    range: (expression) => readRange({ git, resolve: (revision) => readCommit(git, revision) }, expression),
    messages: (commits) => walkMessages(git, commits),
    remoteUrl: () => readRemote(git),
    close: () => git.close(),
  };
}

async function readTips(git: Git): Promise<readonly Tip[]> {
  const fields = [
    'objecttype',
    'objectname',
    '*objecttype',
    '*objectname',
    'committerdate:unix',
    '*committerdate:unix',
  ];
  const format = [...fields.map((name) => `%(${name})`), '%(refname)'].join('%1f');
  const [listed, head] = await Promise.all([
    git.read(['for-each-ref', `--format=${format}`]),
    git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', 'HEAD^{commit}']),
  ]);
  const tips = listed.toString('utf8').split('\n').flatMap(parseTip);
  const sha = head.stdout.toString('latin1').trim();
  return isSha(sha) ? [...tips, { name: 'HEAD', sha, time: 0 }] : tips;
}

function parseTip(line: string): Tip[] {
  const [type, id = '', innerType, innerId = '', own, inner, ...name] = line.split(separator);
  const sha = type === 'tag' ? (innerType === 'commit' ? innerId : '') : type === 'commit' ? id : '';
  const called = name.join(separator);
  if (!isSha(sha) || /^refs\/(?:notes\/|stash$)/.test(called)) return [];
  const time = Number(type === 'tag' ? inner : own);
  return [{ name: called, sha, time: Number.isSafeInteger(time) ? time : 0 }];
}

const renderSet = ({ tips, not }: Pick<WalkRequest, 'tips' | 'not'>): string =>
  [...tips.map(parseSha), ...not.map((sha) => `^${parseSha(sha)}`)].map((line) => `${line}\n`).join('');

async function* walk(git: Git, request: WalkRequest): AsyncGenerator<CommitLine, void, void> {
  if (request.tips.length === 0) return;
  const format = request.upstream ? '%H %ct%n%s%n%b' : '%H %ct%n%s';
  for await (const record of readLogRecords(git, [`--format=${format}`], renderSet(request))) yield parseLine(record);
}

function parseLine({ sha, time, text }: LogRecord): CommitLine {
  const cut = text.indexOf('\n');
  const subject = cut < 0 ? text : text.slice(0, cut);
  const upstream = parseUpstream(subject, cut < 0 ? '' : text.slice(cut + 1)).map(({ id }) => id);
  return { sha, time, subject, upstream };
}

async function readIds(git: Git, set: Omit<WalkRequest, 'upstream'>): Promise<readonly Sha[]> {
  if (set.tips.length === 0) return [];
  const output = await git.read(['rev-list', '--stdin'], { input: renderSet(set) });
  return output.toString('latin1').split('\n').filter(isSha);
}

async function readPrefix(git: Git, digits: string): Promise<readonly CommitLine[]> {
  if (!/^[0-9a-f]{4,}$/.test(digits) || digits.length > maxDigits) return [];
  const { stdout } = await git.attempt(['rev-parse', `--disambiguate=${digits}`]);
  const ids = stdout.toString('latin1').split('\n').filter(isSha);
  if (ids.length === 0) return [];
  const input = ids.map((id) => `${id}\n`).join('');
  const types =
    ids.length === 1 ? undefined : await git.read(['cat-file', '--batch-check=%(objecttype) %(objectname)'], { input });
  const commits =
    types === undefined
      ? ids
      : types
          .toString('latin1')
          .split('\n')
          .flatMap((line) => (line.startsWith('commit ') ? [line.slice(7)] : []));
  return readLines(git, commits.filter(isSha));
}

async function readLines(git: Git, commits: readonly Sha[]): Promise<readonly CommitLine[]> {
  if (commits.length === 0) return [];
  const input = commits.map((sha) => `${sha}\n`).join('');
  const args = ['--no-walk=unsorted', '--format=%H %ct%n%s%n%b'];
  const lines: CommitLine[] = [];
  try {
    for await (const record of readLogRecords(git, args, input)) lines.push(parseLine(record));
  } catch (error) {
    // A single id may be a tree or a blob, which git log does not know: then no commit has it.
    if (commits.length === 1 && (await readType(git, commits[0])) !== 'commit') return [];
    throw error;
  }
  return lines.filter(({ sha }) => commits.includes(sha));
}

async function readType(git: Git, sha: Sha): Promise<string> {
  const { stdout } = await git.attempt(['cat-file', '-t', sha]);
  return stdout.toString('latin1').trim();
}

async function readAncestor(git: Git, [sha, of]: readonly [Sha, Sha]): Promise<boolean> {
  const { end } = await git.attempt(['merge-base', '--is-ancestor', parseSha(sha), parseSha(of)]);
  if (end.code === 0 || end.code === 1) return end.code === 0;
  throw buildGitError(end);
}

async function readCommit(git: Git, revision: string): Promise<Sha | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { stdout } = await git.attempt(args);
  const sha = stdout.toString('latin1').trim();
  return isSha(sha) ? sha : undefined;
}

async function readRemote(git: Git): Promise<string | undefined> {
  const { end, stdout } = await git.attempt(['config', '--get-regexp', '^remote\\..*\\.url$']);
  if (end.code === 1) return undefined;
  if (end.code !== 0) throw buildGitError(end);
  const all = stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const chosen = all.find((line) => line.startsWith('remote.origin.url ')) ?? (all.length === 1 ? all[0] : undefined);
  return chosen?.slice(chosen.indexOf(' ') + 1);
}
