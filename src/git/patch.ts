import { UnjudgeableError } from '../errors.ts';
import { LineStore } from './patch-lines.ts';
import { parseFileHeader } from './patch-header.ts';
import type { FileHeader } from './patch-header.ts';
import type { Hunk, Patch, PatchFile } from './types.ts';

const newline = 10;
const plus = 43;
const minus = 45;
const space = 32;
const backslash = 92;
const at = 64;
const letterD = 100;

const gitHeader = Buffer.from('diff --git ');
const combinedHeader = Buffer.from('diff --c');

/**
 * Parses what `git diff-tree -p` prints. Hunk counts decide what is content, so lines that look like headers are safe
 * inside a hunk. A patch that ends early gives what is there. Any bytes are accepted; only a combined diff (of a merge
 * against several parents) is refused, with UnjudgeableError `combined-patch`.
 *
 * @param cut bytes that were left out at the end, passed on in the result.
 */
export function parsePatch(bytes: Buffer, cut = 0): Patch {
  const lines = new LineStore();
  const files: PatchFile[] = [];
  let added = 0;
  let removed = 0;
  let from = 0;
  while (from < bytes.length) {
    if (bytes[from] === letterD) {
      if (startsWith(bytes, from, combinedHeader)) throw combinedError();
      if (startsWith(bytes, from, gitHeader)) {
        const { file, end } = parseFile(bytes, from, lines);
        files.push(file);
        added += file.added;
        removed += file.removed;
        from = end;
        continue;
      }
    }
    from = lineEnd(bytes, from) + 1;
  }
  return { bytes, files, ...lines.finish(), added, removed, cut };
}

function combinedError(): UnjudgeableError {
  return new UnjudgeableError(
    'combined-patch',
    'this is the combined patch of a merge: ask for the patch against one parent',
  );
}

function startsWith(bytes: Buffer, from: number, prefix: Buffer): boolean {
  for (let i = 0; i < prefix.length; i++) {
    if (bytes[from + i] !== prefix[i]) return false;
  }
  return true;
}

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(newline, from);
  return end < 0 ? bytes.length : end;
}

function parseFile(bytes: Buffer, from: number, lines: LineStore): { file: PatchFile; end: number } {
  const { header, end } = parseFileHeader(bytes, from);
  const hunks: Hunk[] = [];
  const before = lines.counts();
  let next = end;
  while (bytes[next] === at || bytes[next] === backslash) {
    if (bytes[next] === backslash) {
      next = lineEnd(bytes, next) + 1;
      continue;
    }
    const read = parseHunk(bytes, next, lines);
    if (read === undefined) break;
    hunks.push(read.hunk);
    next = read.end;
  }
  const after = lines.counts();
  const counts = { added: after.added - before.added, removed: after.removed - before.removed };
  return { file: buildFile(header, hunks, counts), end: next };
}

function buildFile(header: FileHeader, hunks: readonly Hunk[], counts: { added: number; removed: number }): PatchFile {
  const { oldPath, newPath, binary } = header;
  const unchanged = hunks.length === 0 && !binary;
  const change = header.change === 'modified' && header.modeChanged && unchanged ? 'mode' : header.change;
  return {
    oldPath: change === 'added' ? undefined : oldPath,
    newPath: change === 'deleted' ? undefined : newPath,
    change,
    binary,
    ...counts,
    hunks,
  };
}

interface Numbers {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly end: number;
}

/** `-1,2 +3,4` from behind `@@ `; undefined when the line is no hunk header. */
function parseNumbers(bytes: Buffer, from: number): Numbers | undefined {
  const found = [0, 1, 0, 1];
  let next = from;
  for (const [field, sign] of [[0, minus] as const, [2, plus] as const]) {
    if (bytes[next++] !== sign) return undefined;
    for (let part = 0; part < 2; part++) {
      const start = next;
      let value = 0;
      for (; isDigit(bytes[next]); next++) value = Math.min(value * 10 + bytes[next] - 48, 0x7fffffff);
      if (next === start) return undefined;
      found[field + part] = value;
      if (bytes[next] !== 44 || part === 1) break;
      next++;
    }
    if (bytes[next++] !== space) return undefined;
  }
  if (bytes[next] !== at || bytes[next + 1] !== at) return undefined;
  const [oldStart = 0, oldLines = 1, newStart = 0, newLines = 1] = found;
  return { oldStart, oldLines, newStart, newLines, end: next + 2 };
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function parseHunk(bytes: Buffer, from: number, lines: LineStore): { hunk: Hunk; end: number } | undefined {
  if (bytes[from + 1] !== at || bytes[from + 2] !== space) return undefined;
  const numbers = parseNumbers(bytes, from + 3);
  if (numbers === undefined) return undefined;
  const { end, ...counts } = numbers;
  const headEnd = lineEnd(bytes, end);
  const sectionStart = bytes[end] === space ? end + 1 : end;
  const section = sectionStart < headEnd ? bytes.toString('utf8', sectionStart, headEnd) : '';
  const first = lines.size;
  const next = lines.take(bytes, headEnd + 1, counts);
  return { hunk: { ...counts, section, from: first, to: lines.size }, end: next };
}

/** Old and new paths of every file that a patch changes, each once. */
export const listPaths = ({ files }: Pick<Patch, 'files'>): readonly string[] => [
  ...new Set(files.flatMap(({ oldPath, newPath }) => [oldPath, newPath].filter((path) => path !== undefined))),
];
