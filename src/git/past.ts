import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { readBounded } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { parseName, unquote } from './name.ts';
import type { Git } from './process.ts';
import { isSha, parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "What did people write before this?" */
export interface PastRequest extends Bounds {
  /** The walk begins here. */
  readonly revision: Sha;
  /** Most commits that are given. */
  readonly limit: number;
  /** Only commits that touch these files or folders; left out: all. */
  readonly paths?: readonly string[];
}

/** One non-merge commit, as far as its message and the names of its files go. */
export interface PastCommit {
  readonly sha: Sha;
  readonly authorName: string;
  readonly authorEmail: string;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
  readonly subject: string;
  readonly body: string;
  /** Every file that it touches, also those that were not asked for. */
  readonly paths: readonly string[];
}

export interface PastReply {
  /** Newest first. */
  readonly commits: readonly PastCommit[];
  /** Why there may be more beside {@link PastRequest.limit}; undefined when there is not. */
  readonly cut: string | undefined;
}

const maxBytes = 256 * 1024 * 1024;
const start = '\x1e';
const field = '\x1f';
const fields = ['%H', '%an', '%ae', '%ct', '%s', '%b', ''].join('%x1f');

/** UnjudgeableError `past-unread` when git cannot tell. */
export async function readPast(git: Git, request: PastRequest): Promise<PastReply> {
  const { revision, limit, paths = [] } = request;
  const args = [
    ...['log', '--no-merges', `--max-count=${limit}`, '--name-only', '--no-renames', '--full-diff'],
    ...['--no-show-signature', '--no-decorate', '--no-color', '--no-mailmap', '--no-notes', '--encoding=UTF-8'],
    ...['--no-ext-diff', '--no-textconv', `--format=tformat:%x1e${fields}`, parseSha(revision), '--'],
    ...paths.map(buildPathArgument),
  ];
  const output = await readBounded(git, { ...request, args, maxBytes });
  if (output.code !== undefined && output.code !== 0)
    throw new UnjudgeableError('past-unread', `earlier commits cannot be read: ${output.said || 'git says nothing'}`);
  const records = output.bytes.toString('utf8').split(start).slice(1);
  const whole = output.cut === undefined ? records : records.slice(0, -1);
  return { commits: whole.flatMap(parseRecord), cut: output.cut };
}

/** A message that holds a separator itself makes a record that is none: it is passed over. */
function parseRecord(record: string): PastCommit[] {
  const end = record.lastIndexOf(field);
  const [sha = '', authorName = '', authorEmail = '', time = '', subject = '', ...body] = record
    .slice(0, end)
    .split(field);
  if (end < 0 || !isSha(sha) || body.length === 0) return [];
  const names = record.slice(end + 1).split('\n');
  return [
    {
      ...{ sha, authorName, authorEmail, subject },
      time: Number(time),
      body: body.join(field),
      paths: names.filter((name) => name !== '').map(readName),
    },
  ];
}

function readName(printed: string): string {
  const bytes = Buffer.from(printed, 'utf8');
  return parseName(printed.startsWith('"') ? unquote(bytes).bytes : bytes);
}
