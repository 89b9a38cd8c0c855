import { parseName, unquote } from './name.ts';
import type { PatchFile } from './types.ts';

/** What the lines before a file's first hunk say. */
export interface FileHeader {
  readonly oldPath: string | undefined;
  readonly newPath: string | undefined;
  readonly change: PatchFile['change'];
  readonly modeChanged: boolean;
  readonly binary: boolean;
}

type Draft = { -readonly [Key in keyof FileHeader]: FileHeader[Key] };

const newline = 10;
const tab = 9;
const quote = 34;

/** Lines that may stand before the hunks, and what each tells. Longer words first where one begins another. */
const headerLines: readonly (readonly [prefix: string, tell: (draft: Draft, value: Buffer) => void])[] = [
  ['index ', () => {}],
  ['--- ', (draft, value) => void (draft.oldPath = sidePath(value))],
  ['+++ ', (draft, value) => void (draft.newPath = sidePath(value))],
  ['new file mode ', (draft) => void (draft.change = 'added')],
  ['deleted file mode ', (draft) => void (draft.change = 'deleted')],
  ['old mode ', () => {}],
  ['new mode ', (draft) => void (draft.modeChanged = true)],
  ['similarity index ', () => {}],
  ['dissimilarity index ', () => {}],
  ['rename from ', (draft, value) => tellMove(draft, 'renamed', { oldPath: wholePath(value) })],
  ['rename to ', (draft, value) => tellMove(draft, 'renamed', { newPath: wholePath(value) })],
  ['copy from ', (draft, value) => tellMove(draft, 'copied', { oldPath: wholePath(value) })],
  ['copy to ', (draft, value) => tellMove(draft, 'copied', { newPath: wholePath(value) })],
  ['Binary files ', (draft) => void (draft.binary = true)],
];
const binaryPatch = Buffer.from('GIT binary patch\n');
const prefixes = headerLines.map(([prefix, tell]) => ({ prefix: Buffer.from(prefix, 'latin1'), tell }));

function tellMove(draft: Draft, change: 'renamed' | 'copied', paths: Partial<Draft>): void {
  Object.assign(draft, paths, { change });
}

/** Reads a file's header from its `diff --git` line on; `end` is the offset of the first line that is not part of it. */
export function parseFileHeader(bytes: Buffer, from: number): { readonly header: FileHeader; readonly end: number } {
  const firstEnd = lineEnd(bytes, from);
  const draft: Draft = {
    ...namesOf(bytes.subarray(from + 'diff --git '.length, firstEnd)),
    change: 'modified',
    modeChanged: false,
    binary: false,
  };
  let next = firstEnd + 1;
  while (next < bytes.length) {
    const end = lineEnd(bytes, next);
    const line = prefixes.find(({ prefix }) => hasPrefix(bytes, next, prefix));
    if (line === undefined) break;
    line.tell(draft, bytes.subarray(next + line.prefix.length, end));
    next = end + 1;
  }
  if (hasPrefix(bytes, next, binaryPatch)) {
    draft.binary = true;
    next = endOfBinaryPatch(bytes, next);
  }
  return { header: draft, end: Math.min(next, bytes.length) };
}

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(newline, from);
  return end < 0 ? bytes.length : end;
}

function hasPrefix(bytes: Buffer, from: number, prefix: Buffer): boolean {
  for (let i = 0; i < prefix.length; i++) {
    if (bytes[from + i] !== prefix[i]) return false;
  }
  return true;
}

/** Base85 lines hold no space; the next file's header does. */
function endOfBinaryPatch(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('\ndiff --git ', from);
  return end < 0 ? bytes.length : end + 1;
}

/** `a/name` of a `---` or `+++` line: git puts a tab behind a name with blanks. undefined for /dev/null. */
function sidePath(value: Buffer): string | undefined {
  if (value[0] === quote) return parseName(unquote(value).bytes.subarray(2));
  const bare = value[value.length - 1] === tab ? value.subarray(0, -1) : value;
  return bare.equals(devNull) ? undefined : parseName(bare.subarray(2));
}
const devNull = Buffer.from('/dev/null');

function wholePath(value: Buffer): string {
  return parseName(value[0] === quote ? unquote(value).bytes : value);
}

/** Both names of `a/x b/y`. Unquoted names are the same on both sides unless a rename line says otherwise. */
function namesOf(line: Buffer): { readonly oldPath: string; readonly newPath: string } {
  if (line[0] === quote) {
    const old = unquote(line);
    const rest = line.subarray(old.end + 1);
    return {
      oldPath: parseName(old.bytes.subarray(2)),
      newPath: parseName(rest[0] === quote ? unquote(rest).bytes.subarray(2) : rest.subarray(2)),
    };
  }
  const secondQuoted = line.indexOf(' "');
  if (secondQuoted > 0 && line[line.length - 1] === quote) {
    return {
      oldPath: parseName(line.subarray(2, secondQuoted)),
      newPath: parseName(unquote(line.subarray(secondQuoted + 1)).bytes.subarray(2)),
    };
  }
  const length = (line.length - 5) >> 1;
  const name = parseName(line.subarray(2, 2 + Math.max(length, 0)));
  return { oldPath: name, newPath: name };
}
