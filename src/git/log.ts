import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { readBounded } from './bounded.ts';
import type { BoundedOutput, Bounds } from './bounded.ts';
import type { Git } from './process.ts';
import { isSha, parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "Which commits changed this file, this folder, or these lines?" */
export interface LogRequest extends Bounds {
  /** Where the walk begins; the lines are counted in this state. */
  readonly revision: Sha;
  readonly path: string;
  /** First and last line, counted from 1; left out: the whole file or folder, in which renames are not followed. */
  readonly lines?: readonly [from: number, to: number];
  /** Most commits that are given. */
  readonly limit: number;
  /** Seconds since 1970: commits with a later committer time are passed over. */
  readonly until?: number;
}

/** Ids, newest first. */
export interface LogReply {
  readonly shas: readonly Sha[];
  /** Why older ones may be missing beside {@link LogRequest.limit}; undefined when none are. */
  readonly cut: string | undefined;
}

/** Every commit that changed it, on whichever side of a merge: what git leaves out by default depends on how the merges came out. */
export const LOG_OF_PATH = ['--full-history', '--no-merges'] as const;

const maxBytes = 1024 * 1024;

/** UnjudgeableError `log-unread` when git cannot tell: no such file, fewer lines, objects that are not here. */
export async function readLog(git: Git, request: LogRequest): Promise<LogReply> {
  const output = await readBounded(git, { ...request, args: buildArguments(request), maxBytes });
  if (output.code !== undefined && output.code !== 0)
    throw new UnjudgeableError(
      'log-unread',
      `the log of ${request.path} cannot be read: ${output.said || 'git says nothing'}`,
    );
  return { shas: parseIds(output), cut: output.cut };
}

function buildArguments({ revision, path, lines, limit, until }: LogRequest): string[] {
  const bounds = [`--max-count=${limit}`, ...(until === undefined ? [] : [`--min-age=${until}`])];
  const name = buildPathArgument(path);
  if (lines === undefined) return ['rev-list', ...LOG_OF_PATH, ...bounds, parseSha(revision), '--', name];
  return [
    ...[
      'log',
      '--no-patch',
      '--format=tformat:%H',
      '--no-show-signature',
      '--no-decorate',
      '--no-color',
      '--no-mailmap',
    ],
    ...['--no-ext-diff', '--no-textconv', ...bounds, `-L${lines[0]},${lines[1]}:${name}`, parseSha(revision), '--'],
  ];
}

/** The last line of output that was cut may be half an id. */
function parseIds({ bytes, cut }: BoundedOutput): Sha[] {
  const lines = bytes.toString('latin1').split('\n');
  return (cut === undefined ? lines : lines.slice(0, -1)).filter(isSha);
}
