import type { Patch } from '../../git/index.ts';

/** Names of functions, types and variables that a fix speaks of. */
export interface FixNames {
  /** In its message. */
  readonly text: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** How many of them a commit brought in. */
export interface NameCounts {
  readonly text: number;
  readonly added: number;
  readonly removed: number;
}

export const NO_NAMES: NameCounts = { text: 0, added: 0, removed: 0 };

/** Short words of small letters are words of the language, not names. */
const LONG = 7;

export const readNames = (text: string): ReadonlySet<string> =>
  new Set((text.match(/[A-Za-z_]\w{3,}/g) ?? []).filter((name) => name.length >= LONG || /_|[a-z][A-Z]|\d/.test(name)));

export const sizesOf = ({ text, added, removed }: FixNames): NameCounts => ({
  ...{ text: text.size, added: added.size, removed: removed.size },
});

const PLUS = 43;
const MINUS = 45;

/** Those of a fix that a commit has in what it adds and not in what it takes away: what it brought in, rather than moved. */
export function countNames(patch: Patch, names: FixNames): NameCounts {
  const [came, gone] = [PLUS, MINUS].map((sign) => readNames(linesWith(patch, sign)));
  const count = (own: ReadonlySet<string>): number =>
    [...own].filter((name) => came.has(name) && !gone.has(name)).length;
  return { text: count(names.text), added: count(names.added), removed: count(names.removed) };
}

export function linesWith(patch: Patch, sign: number, [from, to] = [0, patch.lineSign.length]): string {
  const lines: string[] = [];
  for (let line = from; line < to; line += 1)
    if (patch.lineSign[line] === sign)
      lines.push(patch.bytes.toString('latin1', patch.lineStart[line], patch.lineEnd[line]));
  return lines.join('\n');
}
