import type { History, HistoryCommit, Pick as Copy, StableBranch } from '../history/index.ts';
import { dayOf, quoteText, shortId } from './words.ts';

/** How a mainline commit stands on one stable branch on one day. */
export type Presence =
  | { readonly kind: 'from the start' }
  | { readonly kind: 'picked'; readonly pick: Copy }
  | { readonly kind: 'taken back'; readonly pick: Copy }
  | { readonly kind: 'absent' };

export interface PresenceQuestion {
  readonly history: History;
  readonly row: number;
  /** Position in {@link History.branches}. */
  readonly branch: number;
  readonly asOf: number;
}

export function findPresence({ history, row, branch, asOf }: PresenceQuestion): Presence {
  if (history.contains(branch, row)) return { kind: 'from the start' };
  const known = history.picks(row).filter((pick) => pick.branch === branch && pick.knownSince <= asOf);
  const live = known.find((pick) => pick.revertedAt === undefined || pick.revertedAt > asOf);
  if (live !== undefined) return { kind: 'picked', pick: live };
  const gone = known.at(-1);
  return gone === undefined ? { kind: 'absent' } : { kind: 'taken back', pick: gone };
}

export const isPresent = (presence: Presence): boolean =>
  presence.kind === 'from the start' || presence.kind === 'picked';

/** Positions of the branches that had begun by that day. */
export const branchesOn = (history: History, asOf: number): number[] =>
  history.branches.flatMap((branch, position) => (branch.baseTime <= asOf ? [position] : []));

/** `part of linux-6.1.y since it began` or `taken as 1234567890ab on 2024-05-31`; `of` where its subject was not named before. */
export function sayPresence(presence: Presence, branch: StableBranch, of?: Pick<HistoryCommit, 'subject'>): string {
  switch (presence.kind) {
    case 'from the start':
      return `part of mainline before ${branch.name} began on ${dayOf(branch.baseTime)}`;
    case 'picked':
      return `taken as ${nameCopy(presence.pick, of)} on ${dayOf(presence.pick.knownSince)}`;
    case 'taken back':
      return `taken as ${nameCopy(presence.pick, of)} on ${dayOf(presence.pick.knownSince)} and taken back on ${dayOf(presence.pick.revertedAt ?? presence.pick.knownSince)}`;
    case 'absent':
      return 'not there';
  }
}

/** A copy is called as what it copies. */
const nameCopy = ({ stableSha }: Copy, of: Pick<HistoryCommit, 'subject'> | undefined): string =>
  of === undefined ? shortId(stableSha) : `${shortId(stableSha)} ("${quoteText(of.subject)}")`;
