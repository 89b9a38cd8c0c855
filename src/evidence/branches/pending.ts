import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { followUpsOf } from '../follow-ups.ts';
import type { FollowUp } from '../follow-ups.ts';
import { findPresence, isPresent } from '../presence.ts';
import type { PresenceQuestion } from '../presence.ts';
import { commitAt } from '../question.ts';
import { nameCommit } from '../words.ts';

/** A change that names the commit and is not on mainline yet: on a branch that people call incoming, or in a mail. */
export interface Incoming {
  readonly kind: 'revert' | 'fix';
  /** What it is and where it was seen, e.g. `1234567890ab ("net: fix it") on net/main`. */
  readonly says: string;
}

export interface Pending {
  /** The worst that keeps the commit from being taken now. */
  readonly kind: 'revert' | 'fix' | undefined;
  readonly why: string | undefined;
  /** Later fixes on mainline that the branch lacks: who takes the commit must take them too. In mainline order. */
  readonly together: readonly Sha[];
}

/** What came after the commit, or is about to come, and the branch has not. A branch that took the commit back may have the revert. */
export function findPending(question: PresenceQuestion, incoming: readonly Incoming[]): Pending {
  const { history, asOf } = question;
  const followUps = followUpsOf({ history, row: question.row, asOf });
  const lacking = followUps.filter(({ row }) => !isPresent(findPresence({ ...question, row })));
  const isBack = findPresence(question).kind === 'taken back';
  const revert = (isBack ? followUps : lacking).find(
    (each) => each.kind === 'revert' && each.of === question.row && stands(each, followUps),
  );
  const together = lacking
    .filter((each) => each.kind === 'fix' && each.how === 'reference' && !isTakenBack(each.row, followUps))
    .map(({ row }) => row)
    .toSorted((a, b) => a - b)
    .map((row) => commitAt(history, row).sha);
  if (revert !== undefined) return { kind: 'revert', why: sayRevert(history, revert.row), together };
  const coming = incoming.find(({ kind }) => kind === 'revert') ?? incoming[0];
  return { kind: coming?.kind, why: coming === undefined ? undefined : `on its way: ${coming.says}`, together };
}

const sayRevert = (history: History, row: number): string =>
  `mainline took it back with ${nameCommit(commitAt(history, row))}`;

/** A revert that was itself reverted does not count. */
const stands = (revert: FollowUp, followUps: readonly FollowUp[]): boolean => !isTakenBack(revert.row, followUps);

const isTakenBack = (row: number, followUps: readonly FollowUp[]): boolean =>
  followUps.some((later) => later.kind === 'revert' && later.of === row && !isTakenBack(later.row, followUps));
