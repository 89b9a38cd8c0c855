import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { readBounded } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { buildNameFormat, parseNameRecords } from './name-records.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "What did people write before this?" */
export interface PastRequest extends Bounds {
  /** The walk begins here. */
  readonly revisions: readonly Sha[];
  /** False: only those commits themselves; left out: all that they lead to. */
  readonly walk?: boolean;
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
const fields = ['%H', '%an', '%ae', '%ct', '%s', '%b'];

/** UnjudgeableError `past-unread` when git cannot tell. */
export async function readPast(git: Git, request: PastRequest): Promise<PastReply> {
  const { revisions, limit, walk = true, paths = [] } = request;
  const args = [
    ...['log', '-z', '--no-merges', `--max-count=${limit}`, '--name-only', '--no-renames', '--full-diff'],
    ...['--no-show-signature', '--no-decorate', '--no-color', '--no-mailmap', '--no-notes', '--encoding=UTF-8'],
    ...['--no-ext-diff', '--no-textconv', buildNameFormat(fields)],
    ...[...(walk ? [] : ['--no-walk=unsorted']), ...revisions.map(parseSha), '--'],
    ...paths.map(buildPathArgument),
  ];
  const output = await readBounded(git, { ...request, args, maxBytes });
  if (output.code !== undefined && output.code !== 0)
    throw new UnjudgeableError('past-unread', `earlier commits cannot be read: ${output.said || 'git says nothing'}`);
  const records = parseNameRecords(output.bytes, fields.length);
  const whole = output.cut === undefined ? records : records.slice(0, -1);
  const commits = whole.map(({ fields: [sha, authorName, authorEmail, time, subject, body], names }) => ({
    ...{ sha: parseSha(sha), authorName, authorEmail, time: Number(time), subject, body, paths: names },
  }));
  return { commits, cut: output.cut };
}
