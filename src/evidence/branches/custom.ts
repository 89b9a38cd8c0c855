import type { History, HistoryCommit, StableBranch } from '../../history/index.ts';
import { commitAt } from '../question.ts';
import type { PresenceQuestion } from '../presence.ts';
import { DAY } from '../words.ts';
import { compareVersions, familyOf } from './family.ts';

const MONTH = 30 * DAY;
/** So long after its beginning a branch is being made ready: it takes what only concerns itself. */
const YOUNG = 91 * DAY;
/** Within this age branches are asked for what they took; later their time for ordinary fixes may be over. */
const OLDEST = 548 * DAY;
/** A commit that a live branch has not taken by then was left; as for the support window. */
const PATIENCE = 100 * DAY;
/** Fewer cases than this say nothing. */
const LEAST_CASES = 40;

/** What kinds of commits older branches treat differently. */
export type Matter = 'security' | 'problem' | 'code' | 'other';

interface Counts {
  taken: number;
  left: number;
}

const learned = new WeakMap<History, Map<string, ReadonlyMap<string, Counts>>>();

/** Whether a newer branch of the family had begun before the commit: only then was there a choice between branches. */
export function hasNewer({ history, row, branch }: PresenceQuestion): boolean {
  const { [branch]: own } = history.branches;
  return begunBefore(history, own, commitAt(history, row).commitTime).length > 0;
}

/**
 * The share of such commits that older branches of the family took, among those that a newer branch took and whose message names no commit
 * that it mends; as far as was known at the beginning of the month of `asOf`. Undefined when too few were seen. Such: of the same matter,
 * and while a newer branch was as young or not. On Xen between .33 (no source code, a newer branch young) and .97 (security
 * advisories).
 */
export function shareOfOlder({ history, row, branch, asOf }: PresenceQuestion): number | undefined {
  const { [branch]: own } = history.branches;
  const counts = countsOf(history, familyOf(own), Math.floor(asOf / MONTH) * MONTH);
  const { taken, left } = counts.get(cellOf(history, own, commitAt(history, row))) ?? { taken: 0, left: 0 };
  return taken + left < LEAST_CASES ? undefined : taken / (taken + left);
}

/** Words of {@link HistoryCommit.numbers} that stand where something goes wrong. */
const PROBLEMS =
  'fix null leak race deadlock overflow bounds lifetime crash warning regression wrong missing correct guard uninitialised security fails problem'.split(
    ' ',
  );

/** Fewer words of problems than this also stand in messages of clean-ups. */
const TELLING_WORDS = 2;

interface Columns {
  readonly advisory: number;
  readonly source: number;
  readonly problems: readonly number[];
}

const columns = new WeakMap<readonly string[], Columns>();

/** Positions of the numbers that are read here; -1 where an index has none of that name. */
function columnsOf({ numberNames }: History): Columns {
  const known = columns.get(numberNames);
  if (known !== undefined) return known;
  const of = (name: string): number => numberNames.indexOf(name);
  const made = {
    advisory: of('names-advisory'),
    source: of('share-source'),
    problems: PROBLEMS.flatMap((word) => [of(`subject-${word}`), of(`body-${word}`)]),
  };
  columns.set(numberNames, made);
  return made;
}

function matterOf(history: History, { numbers }: HistoryCommit): Matter {
  const { advisory, source, problems } = columnsOf(history);
  const numberAt = (column: number): number => numbers[column] || 0;
  if (numberAt(advisory) > 0) return 'security';
  if (numberAt(source) === 0) return 'other';
  return problems.reduce((sum, column) => sum + numberAt(column), 0) < TELLING_WORDS ? 'code' : 'problem';
}

function cellOf(history: History, branch: StableBranch, commit: HistoryCommit): string {
  const young = begunBefore(history, branch, commit.commitTime).some(
    ({ baseTime }) => commit.commitTime - baseTime < YOUNG,
  );
  return `${matterOf(history, commit)} ${young}`;
}

const begunBefore = ({ branches }: History, own: StableBranch, time: number): readonly StableBranch[] =>
  branches.filter(
    (other) =>
      other.baseTime <= time && familyOf(other) === familyOf(own) && compareVersions(other.version, own.version) > 0,
  );

function countsOf(history: History, family: string, asOf: number): ReadonlyMap<string, Counts> {
  const known = learned.get(history) ?? new Map<string, ReadonlyMap<string, Counts>>();
  learned.set(history, known);
  const key = `${asOf} ${family}`;
  const counts = known.get(key) ?? learnCounts(history, family, asOf);
  known.set(key, counts);
  return counts;
}

function learnCounts(history: History, family: string, asOf: number): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  history.branches.forEach((branch, position) => {
    if (familyOf(branch) !== family || branch.baseTime > asOf) return;
    const { from, to } = history.between(branch.baseTime, Math.min(asOf - PATIENCE, branch.baseTime + OLDEST));
    for (let row = from; row < to; row += 1) {
      const took = history.picks(row).filter(({ knownSince }) => knownSince <= asOf);
      if (!took.some((pick) => isNewer(history.branches[pick.branch], branch)) || namesTarget(history.commits[row]))
        continue;
      const cell = cellOf(history, branch, history.commits[row]);
      const count = counts.get(cell) ?? { taken: 0, left: 0 };
      count[took.some((pick) => pick.branch === position) ? 'taken' : 'left'] += 1;
      counts.set(cell, count);
    }
  });
  return counts;
}

const isNewer = (other: StableBranch, own: StableBranch): boolean =>
  familyOf(other) === familyOf(own) && compareVersions(other.version, own.version) > 0;

const namesTarget = ({ fixes, reverts }: HistoryCommit): boolean =>
  reverts.length > 0 || fixes.some(({ row }) => row !== undefined);
