import { cutToTokens, estimateTokens } from './tokens.ts';
import { plural } from '../plural.ts';

/** One file's part of a patch in text. */
interface FileDiff {
  readonly path: string;
  readonly head: string;
  readonly hunks: readonly string[];
  readonly added: number;
  readonly removed: number;
  readonly tokens: number;
  /** Smaller is more telling. */
  readonly rank: number;
}

export interface PatchExcerpt {
  readonly text: string;
  /** One line for what was left out; empty when nothing was. */
  readonly cut: readonly string[];
}

const LIST_SHARE = 0.2;
const LEAST_HUNK = 60;
const MOST_NAMED = 5;

/**
 * The parts of a patch that tell most in so many tokens: a list of all files first, then hunks of code before those of tables,
 * tests and documents, small files before large ones; what is left out is said where it is missing and in `cut`.
 */
export const excerptPatch = (patch: string, tokens: number): PatchExcerpt => {
  if (estimateTokens(patch) <= tokens) return { text: patch, cut: [] };
  const files = splitPatch(patch);
  if (files.length === 0) {
    const { text, lines } = cutToTokens(patch, tokens);
    return { text, cut: [`patch: the last ${plural(lines, 'line')}`] };
  }
  const list = listFiles(files, tokens * LIST_SHARE);
  const shown = chooseHunks(files, tokens - estimateTokens(list));
  const parts = files.flatMap((file) => {
    const hunks = shown.get(file) ?? [];
    if (hunks.length === 0) return [];
    const left = file.hunks.length - hunks.length;
    return [file.head, ...hunks, ...(left > 0 ? [`[${plural(left, 'more hunk')} of ${file.path} left out]`] : [])];
  });
  return { text: [list, ...parts].join('\n'), cut: sayCut(files, shown) };
};

const splitPatch = (patch: string): readonly FileDiff[] =>
  patch
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map(parseFile);

const parseFile = (part: string): FileDiff => {
  const [head, ...hunks] = part.replace(/\n$/, '').split(/\n(?=@@ )/);
  const body = hunks.join('\n');
  const path = /^\+\+\+ b\/(.*)$/m.exec(head)?.[1] ?? /^diff --git a\/(.*?) b\//.exec(head)?.[1] ?? 'a file';
  const added = countLines(body, /^\+/gm);
  const removed = countLines(body, /^-/gm);
  return { path, head, hunks, added, removed, tokens: estimateTokens(body), rank: rankOf(path) };
};

const countLines = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;

/** Code tells what a change does; tables, build files, tests and documents follow; generated files and translations come last. */
const rankOf = (path: string): number => {
  if (/(?:^|\/)(?:tests?|selftests|testing|t)\//i.test(path) || /[._-]test\.\w+$/.test(path)) return 3;
  if (/\.(?:rst|txt|md|po|svg)$|(?:^|\/)(?:Documentation|docs?)\//.test(path)) return 4;
  if (/(?:^|\/)(?:package-lock\.json|.*\.lock|.*_generated\..*|.*\.min\.js|.*defconfig)$/.test(path)) return 5;
  if (/\.(?:dtsi?|ya?ml|json|toml|ini|cfg|build|mk)$|(?:^|\/)(?:Makefile|Kconfig)/.test(path)) return 2;
  if (/\.(?:h|hpp|hh)$/.test(path)) return 1;
  return 0;
};

const listFiles = (files: readonly FileDiff[], most: number): string => {
  const lines = files.map(({ path, added, removed }) => `  ${path} | +${added} -${removed}`);
  const { text, lines: left } = cutToTokens(lines.join('\n'), most);
  const more = left > 0 ? `\n  [${plural(left, 'more file')}]` : '';
  return `[This patch is too long to be shown whole. It changes ${plural(files.length, 'file')}:]\n${text}${more}\n`;
};

/** Round by round one more hunk of each file, the most telling files first, so that no large file takes all the room. */
const chooseHunks = (files: readonly FileDiff[], tokens: number): ReadonlyMap<FileDiff, readonly string[]> => {
  const order = files.toSorted((a, b) => a.rank - b.rank || a.tokens - b.tokens);
  const shown = new Map<FileDiff, string[]>();
  let left = tokens;
  for (let round = 0; left > LEAST_HUNK; round += 1) {
    const waiting = order.filter(({ hunks }) => round < hunks.length);
    if (waiting.length === 0) break;
    for (const file of waiting) {
      const price = estimateTokens(file.hunks[round]) + (round === 0 ? estimateTokens(file.head) : 0);
      const kept = shown.get(file) ?? [];
      if (kept.length < round || price > left) continue;
      shown.set(file, [...kept, file.hunks[round]]);
      left -= price;
    }
  }
  if (shown.size === 0) shown.set(order[0], [cutHunk(order[0].hunks[0] ?? '', tokens)]);
  return shown;
};

const cutHunk = (hunk: string, most: number): string => {
  const { text, lines } = cutToTokens(hunk, most);
  return `${text}\n[${plural(lines, 'more line')} of this hunk left out]`;
};

const sayCut = (files: readonly FileDiff[], shown: ReadonlyMap<FileDiff, readonly string[]>): readonly string[] => {
  const gone = files.filter((file) => !shown.has(file));
  const shortened = [...shown].filter(([file, hunks]) => hunks.length < file.hunks.length);
  const tokens = gone.reduce((sum, file) => sum + file.tokens, 0);
  return [
    ...(gone.length > 0
      ? [`patch: ${gone.length} of ${plural(files.length, 'file')} (about ${tokens} tokens): ${named(gone)}`]
      : []),
    ...(shortened.length > 0 ? [`patch: some hunks of ${named(shortened.map(([file]) => file))}`] : []),
    ...(gone.length + shortened.length === 0 ? ['patch: the end of a long hunk'] : []),
  ];
};

const named = (files: readonly FileDiff[]): string => {
  const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : '';
  return (
    files
      .slice(0, MOST_NAMED)
      .map(({ path }) => path)
      .join(', ') + more
  );
};
