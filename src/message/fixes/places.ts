import type { Hunk, Patch, PatchFile } from '../../git/index.ts';
import { linesWith, readNames } from './names.ts';

/** Lines of one file before the change whose makers may have made the fault. */
export interface FaultPlace {
  readonly path: string;
  /** Lines that the change takes away or writes anew. */
  readonly removed: readonly number[];
  /** Where lines only come in: the nearest lines that tell, before and behind. */
  readonly beside: readonly number[];
  /** What git prints behind `@@`, with the first line of the part, where there is one: the function that is mended. */
  readonly sections: readonly { readonly text: string; readonly before: number }[];
  /** Names in the lines that come in, and in those that go. */
  readonly names: { readonly added: ReadonlySet<string>; readonly removed: ReadonlySet<string> };
}

const MOST_FILES = 8;
const MOST_HUNKS = 16;
const MOST_LINES = 200;
/** A line with fewer letters and digits (`}`, `else`, `return;`) stands everywhere and names nobody. */
const TELLING = 5;
const NEITHER = /(?:^|\/)(?:\.mailmap|MAINTAINERS|ChangeLog|CHANGELOG.*|.*\.(?:map|svg|po|lock))$|(?:^|\/)rel_notes\//i;
const DOCUMENT = /(?:^|\/)(?:docs?|Documentation)\/|\.(?:rst|md|txt|adoc|pandoc|[1-8])$/;
const TEST = /(?:^|\/)(?:tests?|selftests|testing)\/|(?:^|\/)test[-_][^/]*$/;
const PLUS = 43;
const MINUS = 45;

/** Code first; tests and documents only where nothing else is changed. */
export function findPlaces(patch: Patch): readonly FaultPlace[] {
  const files = patch.files.filter(({ oldPath, binary }) => oldPath !== undefined && !binary && !NEITHER.test(oldPath));
  const isCode = ({ oldPath = '' }: PatchFile): boolean => !DOCUMENT.test(oldPath) && !TEST.test(oldPath);
  const code = files.filter(isCode);
  const tests = files.filter(({ oldPath = '' }) => TEST.test(oldPath));
  const chosen = [code, tests, files].find((some) => some.length > 0) ?? [];
  return chosen.slice(0, MOST_FILES).map((file) => readPlace(patch, file));
}

function readPlace(patch: Patch, file: PatchFile): FaultPlace {
  const hunks = file.hunks.slice(0, MOST_HUNKS).map((hunk) => readHunk(patch, hunk));
  return {
    path: file.oldPath ?? '',
    removed: hunks.flatMap(({ removed }) => removed).slice(0, MOST_LINES),
    beside: hunks.flatMap(({ beside }) => beside).slice(0, MOST_LINES),
    sections: hunks.flatMap(({ section }) => (section === undefined ? [] : [section])),
    names: { added: namesIn(patch, file, PLUS), removed: namesIn(patch, file, MINUS) },
  };
}

const namesIn = (patch: Patch, { hunks }: PatchFile, sign: number): ReadonlySet<string> =>
  readNames(
    hunks
      .slice(0, MOST_HUNKS)
      .map(({ from, to }) => linesWith(patch, sign, [from, to]))
      .join('\n'),
  );

interface HunkLines {
  readonly removed: readonly number[];
  readonly beside: readonly number[];
  readonly section: { readonly text: string; readonly before: number } | undefined;
}

function readHunk(patch: Patch, hunk: Hunk): HunkLines {
  const removed: number[] = [];
  const context: { readonly number: number; readonly tells: boolean }[] = [];
  const added: number[] = [];
  let number = hunk.oldStart;
  for (let line = hunk.from; line < hunk.to; line += 1) {
    const sign = patch.lineSign[line];
    const tells = isTelling(patch.bytes.toString('latin1', patch.lineStart[line], patch.lineEnd[line]));
    if (sign === PLUS) added.push(number);
    else if (sign === MINUS && tells) removed.push(number);
    else if (sign !== MINUS) context.push({ number, tells });
    if (sign !== PLUS) number += 1;
  }
  const telling = context.filter(({ tells }) => tells).map((line) => line.number);
  const beside = added.flatMap((at) => [
    ...telling.filter((line) => line < at).slice(-1),
    ...telling.filter((line) => line >= at).slice(0, 1),
  ]);
  const section = hunk.section.trim() === '' ? undefined : { text: hunk.section.trim(), before: hunk.oldStart };
  return { removed, beside: [...new Set(beside)], section };
}

const isTelling = (text: string): boolean =>
  text.replace(/[^A-Za-z0-9]/g, '').length >= TELLING && !/^\s*(?:\/?\*|\/\/|#\s*include)/.test(text);

/** The line where the function of a section begins, in the text of the file before the change. */
export function findSectionLine(
  lines: readonly string[],
  { text, before }: FaultPlace['sections'][number],
): number | undefined {
  for (let at = Math.min(before, lines.length) - 1; at >= 0; at -= 1)
    if (lines[at].startsWith(text.slice(0, 60))) return at + 1;
  return undefined;
}
