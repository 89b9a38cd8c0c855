import type { Pick } from '../../history/index.ts';
import { followUpsOf, isTakenBack } from '../follow-ups.ts';
import { findPresence } from '../presence.ts';
import { commitAt } from '../question.ts';
import type { AuditQuestion } from './types.ts';

/** A mainline commit that a branch took and still has. */
export interface Taken {
  readonly row: number;
  readonly pick: Pick;
}

/** In mainline order. */
export function listTaken({ history, branch, asOf }: AuditQuestion): readonly Taken[] {
  return history.commits.flatMap((_, row) => {
    if (!history.picks(row).some((pick) => pick.branch === branch)) return [];
    const presence = findPresence({ history, row, branch, asOf });
    return presence.kind === 'picked' ? [{ row, pick: presence.pick }] : [];
  });
}

/** Not there, and nobody took it back: a person who did has decided. */
export const isAbsent = (question: AuditQuestion, row: number): boolean =>
  findPresence({ ...question, row }).kind === 'absent';

/** Names of the branches beside this one that took a commit and have it, newest first. */
export function namesHaving({ history, branch, asOf }: AuditQuestion, row: number): readonly string[] {
  return history.branches
    .map((other, position) => ({ other, position }))
    .filter(({ position }) => position !== branch)
    .filter(({ position }) => findPresence({ history, row, branch: position, asOf }).kind === 'picked')
    .toSorted((a, b) => b.other.baseTime - a.other.baseTime)
    .map(({ other }) => other.name);
}

/** Mainline took it back and left it so. */
export const isTakenBackUpstream = ({ history, asOf }: AuditQuestion, row: number): boolean =>
  isTakenBack(row, followUpsOf({ history, row, asOf }));

/** It says what it fixes, all of that is known, and the branch has none of it. */
export function mendsNothingOn(question: AuditQuestion, row: number): boolean {
  const commit = commitAt(question.history, row);
  const targets = [...commit.fixes.map((link) => link.row), ...commit.reverts];
  return (
    targets.length > 0 &&
    targets.every((target) => {
      if (target === undefined) return false;
      const { kind } = findPresence({ ...question, row: target });
      return kind === 'absent' || kind === 'taken back';
    })
  );
}
