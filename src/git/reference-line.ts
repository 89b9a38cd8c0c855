/**
 * How a copy on a stable branch names the mainline commit, as a whole line. `brackets`: `[ Upstream commit ID ]`, `small-brackets` the same
 * in lower case, `sentence`: `commit ID upstream.`, all three above the message; `cherry-picked`: `(cherry picked from commit ID)`, as
 * `git cherry-pick -x` writes it, and `master-commit`: `master commit: ID`, both below it.
 */
export const REFERENCE_STYLES = ['brackets', 'small-brackets', 'sentence', 'cherry-picked', 'master-commit'] as const;
export type ReferenceStyle = (typeof REFERENCE_STYLES)[number];

/** A {@link ReferenceStyle} with the id that it names, lower-case hex as written. */
export interface ReferenceLine {
  readonly style: ReferenceStyle;
  readonly id: string;
}

const LINES: Readonly<Record<ReferenceStyle, readonly [before: string, behind: string]>> = {
  brackets: ['[ Upstream commit ', ' ]'],
  'small-brackets': ['[ upstream commit ', ' ]'],
  sentence: ['commit ', ' upstream.'],
  'cherry-picked': ['(cherry picked from commit ', ')'],
  'master-commit': ['master commit: ', ''],
};

/** The line by itself; keepers leave out or double a blank, and write the words in capitals. */
const READ: readonly (readonly [ReferenceStyle, RegExp])[] = [
  ['small-brackets', /^\[ *upstream commit:? *([0-9a-f]{7,64}) *\]$/],
  ['brackets', /^\[ *Upstream commit:? *([0-9a-f]{7,64}) *\]$/i],
  ['sentence', /^commit ([0-9a-f]{7,64}) upstream\.?$/i],
  ['cherry-picked', /^\(cherry[- ]picked from (?:commit )?([0-9a-f]{7,64})\)$/i],
  ['master-commit', /^master commit: *([0-9a-f]{7,64})$/i],
];

export function renderReference({ style, id }: ReferenceLine): string {
  const [before, behind] = LINES[style];
  return `${before}${id}${behind}`;
}

/** Undefined for a line that is none. */
export function parseReferenceLine(line: string): ReferenceLine | undefined {
  const text = line.trim();
  for (const [style, pattern] of READ) {
    const id = pattern.exec(text)?.[1];
    if (id !== undefined) return { style, id: id.toLowerCase() };
  }
  return undefined;
}

/** True for a line that stands below the message, among its trailers. */
export const standsBelow = (style: ReferenceStyle): boolean => style === 'cherry-picked' || style === 'master-commit';

/** The style of the most bodies, the one that is listed first among equals; undefined where none names an original. A body counts once. */
export function commonReference(bodies: Iterable<string>): ReferenceStyle | undefined {
  const counts = new Map<ReferenceStyle, number>();
  for (const body of bodies) {
    const style = styleOf(body);
    if (style !== undefined) counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  return REFERENCE_STYLES.filter((style) => counts.has(style)).toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  )[0];
}

/** What a message names first: its handing down may have added more lines below. */
function styleOf(body: string): ReferenceStyle | undefined {
  for (const line of body.split('\n')) {
    const found = line.length > 200 ? undefined : parseReferenceLine(line);
    if (found !== undefined) return found.style;
  }
  return undefined;
}
