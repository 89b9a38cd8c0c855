import type { History, Pick } from '../../history/index.ts';
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

const subjects = new WeakMap<History, ReadonlyMap<string, readonly number[]>>();

/** The branch has another mainline commit of the same subject and author: what lands twice is picked once. */
export function hasTwin(question: AuditQuestion, row: number): boolean {
  const { history } = question;
  const index = subjects.get(history) ?? groupSubjects(history);
  subjects.set(history, index);
  const { subject, authorEmail } = commitAt(history, row);
  return (index.get(subject) ?? []).some(
    (other) =>
      other !== row &&
      commitAt(history, other).authorEmail === authorEmail &&
      findPresence({ ...question, row: other }).kind === 'picked',
  );
}

function groupSubjects({ commits }: History): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  commits.forEach(({ subject }, row) => {
    const group = groups.get(subject);
    if (group === undefined) groups.set(subject, [row]);
    else group.push(row);
  });
  return groups;
}

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
