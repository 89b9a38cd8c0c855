import type { History } from '../history/index.ts';
import type { Question } from './types.ts';

export interface FollowUp {
  readonly row: number;
  /** The commit that it names: the one asked about, or one of its follow-ups. */
  readonly of: number;
  readonly kind: 'fix' | 'revert';
  /** Whether it says so in a `Fixes:` line or as a revert, or in a sentence alone. */
  readonly how: FollowUpHow;
  /** 1 for a follow-up of the commit itself, 2 for a follow-up of that one, and so on. */
  readonly depth: number;
}

export type FollowUpHow = 'reference' | 'sentence';

type Naming = Pick<FollowUp, 'row' | 'kind' | 'how'>;

const indexes = new WeakMap<History, ReadonlyMap<number, readonly Naming[]>>();

/** Which rows name which row in `Fixes:`, as reverted or in a sentence; made once for each history. */
function namings(history: History): ReadonlyMap<number, readonly Naming[]> {
  const known = indexes.get(history);
  if (known !== undefined) return known;
  const index = new Map<number, Naming[]>();
  const add = (target: number | undefined, naming: Naming): void => {
    if (target === undefined || target === naming.row) return;
    const list = index.get(target);
    if (list === undefined) index.set(target, [naming]);
    else if (!list.some((other) => other.row === naming.row)) list.push(naming);
  };
  history.commits.forEach(({ reverts, fixes, blamed }, row) => {
    for (const target of reverts) add(target, { row, kind: 'revert', how: 'reference' });
    for (const link of fixes) add(link.row, { row, kind: 'fix', how: 'reference' });
    for (const target of blamed) add(target, { row, kind: 'fix', how: 'sentence' });
  });
  indexes.set(history, index);
  return index;
}

/**
 * Mainline commits up to `asOf` that fix or revert this one, then those that fix or revert them, nearest first; at most `limit`.
 * "Known regression, revert or follow-up pending" is the third of the reasons why maintainers refuse a proposal.
 */
export function followUpsOf({ history, row, asOf }: Question, limit = 20): readonly FollowUp[] {
  const index = namings(history);
  const seen = new Set([row]);
  const found: FollowUp[] = [];
  for (let frontier = [row], depth = 1; frontier.length > 0 && found.length < limit; depth += 1) {
    const next: FollowUp[] = [];
    for (const of of frontier)
      for (const { row: later, ...naming } of index.get(of) ?? []) {
        const commit = history.commits[later];
        if (commit === undefined || commit.commitTime > asOf || seen.has(later)) continue;
        seen.add(later);
        next.push({ row: later, of, ...naming, depth });
      }
    found.push(...next);
    frontier = next.map((followUp) => followUp.row);
  }
  return found.slice(0, limit);
}

/** True when a later revert among them is in force: one that was itself reverted does not count. */
export const isTakenBack = (row: number, followUps: readonly FollowUp[]): boolean =>
  followUps.some((later) => later.kind === 'revert' && later.of === row && !isTakenBack(later.row, followUps));
