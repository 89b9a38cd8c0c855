/** One change of a file against the common base, in lines counted from 0. */
export interface Change {
  readonly start: number;
  /** Base lines taken out, without line ends. */
  readonly removed: readonly string[];
  /** Lines put in their place. */
  readonly added: readonly string[];
}

/**
 * The changes of `theirs` that a three-way merge cannot bring together with `ours`: those that overlap or touch a change of
 * the other side and do not come to the same text. Both lists are in order, without overlaps, made with the merge's own diff
 * algorithm; then this agrees with git's merge (which joins touching changes into one conflict as well). Linear time.
 */
export function findOverlaps(ours: readonly Change[], theirs: readonly Change[]): Change[] {
  const found: Change[] = [];
  for (let o = 0, t = 0; o < ours.length && t < theirs.length;) {
    const group = takeGroup({ ours, theirs, o, t });
    if (group.o > o && group.t > t) {
      const [mine, other] = [ours.slice(o, group.o), theirs.slice(t, group.t)];
      if (!comeToTheSame(mine, other)) found.push(...other);
    }
    [o, t] = [group.o, group.t];
  }
  return found;
}

interface Cursor {
  readonly ours: readonly Change[];
  readonly theirs: readonly Change[];
  readonly o: number;
  readonly t: number;
}

/** Moves both cursors behind the changes that hang together from the next one on. */
function takeGroup({ ours, theirs, o, t }: Cursor): { o: number; t: number } {
  let end = Math.min(ours[o]?.start ?? Infinity, theirs[t]?.start ?? Infinity);
  for (;;) {
    const [mine, other] = [ours[o], theirs[t]];
    if (mine !== undefined && mine.start <= end) {
      end = Math.max(end, endOf(mine));
      o++;
    } else if (other !== undefined && other.start <= end) {
      end = Math.max(end, endOf(other));
      t++;
    } else return { o, t };
  }
}

const endOf = (change: Change): number => change.start + change.removed.length;

/** Whether both sides make the same text out of the base lines that they span together. */
function comeToTheSame(ours: readonly Change[], theirs: readonly Change[]): boolean {
  const both = [...ours, ...theirs];
  const from = both.reduce((least, { start }) => Math.min(least, start), Infinity);
  const to = both.reduce((most, change) => Math.max(most, endOf(change)), 0);
  const base = new Map(both.flatMap(({ start, removed }) => removed.map((line, at) => [start + at, line] as const)));
  const left = applyTo(base, ours, { from, to });
  const right = applyTo(base, theirs, { from, to });
  return left.length === right.length && left.every((line, at) => line === right[at]);
}

function applyTo(
  base: ReadonlyMap<number, string>,
  changes: readonly Change[],
  span: { from: number; to: number },
): string[] {
  const lines: string[] = [];
  let at = span.from;
  for (const change of changes) {
    for (; at < change.start; at++) lines.push(base.get(at) ?? '');
    for (const line of change.added) lines.push(line);
    at = endOf(change);
  }
  for (; at < span.to; at++) lines.push(base.get(at) ?? '');
  return lines;
}
