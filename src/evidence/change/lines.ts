import type { Hunk, Patch, PatchFile } from '../../git/index.ts';

/** One line of a patch as text. */
export interface ChangedLine {
  readonly path: string;
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
  /** Line number in the new file; of a removed line, in the old one. */
  readonly line: number;
  /** The function that git names for the hunk, '' when none. */
  readonly section: string;
}

/** All lines of one hunk, context too. */
export interface HunkLines {
  readonly path: string;
  readonly section: string;
  readonly lines: readonly ChangedLine[];
}

/** Nothing is said of the lines of a patch with more of them: who reads one says so by its size. */
const MOST_LINES = 6_000;

export const pathOf = (file: PatchFile): string => file.newPath ?? file.oldPath ?? '';

/** The hunks of a patch as text; undefined when it is cut or too long to say "only" about it. */
export function readHunks(patch: Patch): readonly HunkLines[] | undefined {
  if (patch.cut > 0 || patch.lineSign.length > MOST_LINES) return undefined;
  return patch.files.flatMap((file) => file.hunks.map((hunk) => readHunk(patch, pathOf(file), hunk)));
}

function readHunk(patch: Patch, path: string, hunk: Hunk): HunkLines {
  const lines: ChangedLine[] = [];
  let [before, after] = [hunk.oldStart, hunk.newStart];
  for (let at = hunk.from; at < hunk.to; at += 1) {
    const code = patch.lineSign[at];
    const sign = code === 43 ? '+' : code === 45 ? '-' : ' ';
    const text = patch.bytes.toString('utf8', patch.lineStart[at], patch.lineEnd[at]);
    lines.push({ path, sign, text, line: sign === '-' ? before : after, section: hunk.section });
    if (sign !== '+') before += 1;
    if (sign !== '-') after += 1;
  }
  return { path, section: hunk.section, lines };
}
