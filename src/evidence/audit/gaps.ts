import type { History, StableBranch } from '../../history/index.ts';
import { compareVersions, familyOf } from '../branches/family.ts';
import { branchesOn, findPresence } from '../presence.ts';
import { DAY } from '../words.ts';
import { hasTwin, isAbsent, isTakenBackUpstream, listTaken, mendsNothingOn } from './standing.ts';
import type { AuditFinding, AuditQuestion } from './types.ts';

/** A branch without a new pick for so long is not cared for any more. */
const ABANDONED_AFTER = 180 * DAY;

interface Sister {
  readonly position: number;
  readonly branch: StableBranch;
  readonly lastPick: number;
}

/**
 * What older branches of the family have and this one lacks, and what this one has and newer ones lack. A pick counts as long as the
 * branch that lacks it still took commits afterwards: what came after its end is no gap. What mainline took back, and what mends only
 * commits that are not there, is no gap either.
 */
export function findGaps(question: AuditQuestion): readonly AuditFinding[] {
  const sisters = listSisters(question);
  return [...findLackedHere(question, sisters), ...findLackedByNewer(question, sisters)];
}

const lasts = new WeakMap<History, Map<number, readonly number[]>>();

/** Of each branch the time of the newest pick known by that day; -Infinity when there was none. */
export function lastPickTimes(history: History, asOf: number): readonly number[] {
  const known = lasts.get(history) ?? new Map<number, readonly number[]>();
  lasts.set(history, known);
  const before = known.get(asOf);
  if (before !== undefined) return before;
  const times = history.branches.map(() => -Infinity);
  for (let row = 0; row < history.commits.length; row += 1)
    for (const { branch, knownSince } of history.picks(row))
      if (knownSince <= asOf && knownSince > times[branch]) times[branch] = knownSince;
  known.set(asOf, times);
  return times;
}

/** Branches of the same family with this one, as they stood on the day; oldest version first. */
function listSisters({ history, branch, asOf }: AuditQuestion): readonly Sister[] {
  const own = history.branches[branch];
  const times = lastPickTimes(history, asOf);
  return branchesOn(history, asOf)
    .map((position): Sister => ({ position, branch: history.branches[position], lastPick: times[position] }))
    .filter((sister) => familyOf(sister.branch) === familyOf(own))
    .toSorted((a, b) => compareVersions(a.branch.version, b.branch.version));
}

/** Sisters of older (-1) or newer (1) versions that are still cared for. */
const liveOn = (
  { history, branch, asOf }: AuditQuestion,
  sisters: readonly Sister[],
  side: number,
): readonly Sister[] =>
  sisters.filter(
    (sister) =>
      sister.lastPick >= asOf - ABANDONED_AFTER &&
      Math.sign(compareVersions(sister.branch.version, history.branches[branch].version)) === side,
  );

function findLackedHere(question: AuditQuestion, sisters: readonly Sister[]): AuditFinding[] {
  const { history, branch, asOf } = question;
  const older = liveOn(question, sisters, -1);
  const end = sisters.find((sister) => sister.position === branch)?.lastPick ?? -Infinity;
  if (older.length === 0) return [];
  return history.commits.flatMap((_, row): AuditFinding[] => {
    if (history.picks(row).length === 0 || !isAbsent(question, row)) return [];
    const having = older.flatMap(({ position, branch: { name } }) => {
      const presence = findPresence({ history, row, branch: position, asOf });
      return presence.kind === 'picked' && presence.pick.knownSince <= end
        ? [{ name, since: presence.pick.knownSince }]
        : [];
    });
    if (having.length === 0 || isExcused(question, row)) return [];
    const since = Math.min(...having.map((each) => each.since));
    const branches = having.map(({ name }) => name).toReversed();
    return [{ kind: 'gap', row, taken: undefined, how: 'reference', since, branches }];
  });
}

function findLackedByNewer(question: AuditQuestion, sisters: readonly Sister[]): AuditFinding[] {
  const newer = liveOn(question, sisters, 1);
  return listTaken(question).flatMap(({ row, pick }): AuditFinding[] => {
    const lacking = newer.filter((sister) => {
      const there = { ...question, branch: sister.position };
      return pick.knownSince <= sister.lastPick && isAbsent(there, row) && !isExcused(there, row);
    });
    if (lacking.length === 0) return [];
    const taken = { row, stableSha: pick.stableSha, knownSince: pick.knownSince };
    const branches = lacking.map((sister) => sister.branch.name).toReversed();
    return [{ kind: 'newer lacks it', row, taken, how: 'reference', since: pick.knownSince, branches }];
  });
}

const isExcused = (question: AuditQuestion, row: number): boolean =>
  mendsNothingOn(question, row) || isTakenBackUpstream(question, row) || hasTwin(question, row);
