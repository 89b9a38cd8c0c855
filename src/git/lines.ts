import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { readBounded } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { parseName } from './name.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "Which lines of this state of the tree hold this text?" */
export interface LinesRequest extends Bounds {
  readonly revision: Sha;
  /** One line, taken as it is: never a pattern. */
  readonly text: string;
  /** True: only where no letter, digit or `_` stands beside it. */
  readonly wholeWord?: boolean;
  /** Files or folders to look in; left out: everywhere. */
  readonly paths?: readonly string[];
  /** True: also the line that names the function around each line, as far as git can tell. */
  readonly functions?: boolean;
  /** Bytes that are read; default 1 MiB. */
  readonly maxBytes?: number;
}

export interface FoundLine {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** False for a line that names the function around those that follow. */
  readonly holds: boolean;
}

export interface LinesReply {
  readonly lines: readonly FoundLine[];
  /** Why there may be more; undefined when these are all. */
  readonly cut: string | undefined;
}

const defaultMaxBytes = 1024 * 1024;

const options: readonly string[] = [
  ...['grep', '-z', '-n', '-I', '-F', '-f', '-', '--no-color', '--no-column', '--full-name', '--no-textconv'],
  ...['--no-recurse-submodules', '--no-heading', '--no-break'],
];

/** In order of path and line; binary files are not looked at. UnjudgeableError `grep-unread` when the text cannot be asked for, or nothing can be read. */
export async function searchLines(git: Git, request: LinesRequest): Promise<LinesReply> {
  const { text, wholeWord = false, functions = false } = request;
  if (text.trim() === '' || /[\n\r\0]/.test(text) || !text.isWellFormed())
    throw new UnjudgeableError('grep-unread', 'the text to search for is empty or not one line');
  const args = [
    ...options,
    ...(wholeWord ? ['-w'] : []),
    ...(functions ? ['--show-function'] : []),
    parseSha(request.revision),
    '--',
    ...(request.paths ?? []).map(buildPathArgument),
  ];
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const { bytes, cut, code, said } = await readBounded(git, { ...request, args, maxBytes, input: `${text}\n` });
  if (code !== undefined && code > 1)
    throw new UnjudgeableError('grep-unread', `the files cannot be searched: ${said}`);
  const lines = parseLines(bytes, text);
  // git goes on behind a file that it cannot read, and says so.
  return { lines, cut: cut ?? (said === '' ? undefined : `not every file could be read: ${said}`) };
}

/** `revision:path NUL line NUL text LF`; what was cut off in the middle is left out. */
function parseLines(bytes: Buffer, text: string): FoundLine[] {
  const lines: FoundLine[] = [];
  for (let at = 0; at < bytes.length;) {
    const name = bytes.indexOf(0, at);
    const number = name < 0 ? -1 : bytes.indexOf(0, name + 1);
    const end = number < 0 ? -1 : bytes.indexOf(10, number + 1);
    if (end < 0) break;
    const found = bytes.toString('utf8', number + 1, end);
    lines.push({
      path: parseName(bytes.subarray(bytes.indexOf(58, at) + 1, name)),
      line: Number(bytes.toString('latin1', name + 1, number)),
      text: found,
      holds: found.includes(text),
    });
    at = end + 1;
  }
  return lines;
}
