import type { History } from '../../history/index.ts';
import type { LiveBranch } from './branches.ts';
import { liveBranches } from './branches.ts';
import type { FeatureGroup, Question } from './question.ts';
import { authorOf, rowsBefore } from './timeline.ts';

/** Of a commit of more files the first ones tell how far its part of the tree has moved. */
const MOST_FILES = 8;

/** A branch that lacks so many changes of a file has another file. */
const MOST_MISSING = 30;

/** Earlier rows that changed a file of the commit, oldest first; never empty. */
type FileHistory = readonly number[];

const took = (history: History, branch: number, row: number, day: number): boolean =>
  history
    .picks(row)
    .some((pick) => pick.branch === branch && pick.knownSince <= day && (pick.revertedAt ?? Infinity) > day);

const has = (history: History, branch: number, row: number, day: number): boolean =>
  history.contains(branch, row) || took(history, branch, row, day);

/** Changes of the file that mainline had before the commit and the branch lacks, newest first, at most {@link MOST_MISSING}. */
const listMissing = (
  { timeline: { history }, day }: Question,
  branch: number,
  file: FileHistory,
): readonly number[] => {
  const missing: number[] = [];
  for (let at = file.length - 1; at >= 0 && missing.length < MOST_MISSING; at -= 1) {
    if (history.contains(branch, file[at])) break;
    if (!took(history, branch, file[at], day)) missing.push(file[at]);
  }
  return missing;
};

interface Standing {
  /** The branch began with a change of every file in it. */
  readonly exists: boolean;
  /** It has the newest change of every file. */
  readonly latest: boolean;
  /** Most changes that it lacks of one file. */
  readonly missing: number;
}

const standOn = (question: Question, { branch }: LiveBranch, files: readonly FileHistory[]): Standing => {
  const { day, timeline } = question;
  return {
    exists: files.every((file) => timeline.history.contains(branch, file[0])),
    latest: files.every((file) => has(timeline.history, branch, file.at(-1)!, day)),
    missing: files.reduce((most, file) => Math.max(most, listMissing(question, branch, file).length), 0),
  };
};

/** Earlier changes of these files by the commit's own author that the branch lacks: the commit may belong to them. */
const countOwnMissing = (question: Question, { branch }: LiveBranch, files: readonly FileHistory[]): number => {
  const { commit, timeline } = question;
  const missing = files.flatMap((file) => listMissing(question, branch, file));
  return missing.filter((row) => authorOf(timeline.commits[row]) === authorOf(commit)).length;
};

const shareOf = (standings: readonly Standing[], is: (standing: Standing) => boolean): number =>
  standings.filter(is).length / standings.length;

const wasTaken = ({ commit, timeline: { history } }: Question, row: number): boolean =>
  history
    .picks(row)
    .some(
      ({ knownSince, revertedAt }) => knownSince <= commit.commitTime && (revertedAt ?? Infinity) > commit.commitTime,
    );

const NAMES = [
  'branch-files-exist',
  'branch-files-latest',
  'branch-files-complete',
  'branch-missing-newest',
  'branch-missing-oldest',
  'branch-missing-least',
  'branch-missing-own',
  'branch-latest-taken',
];

const UNKNOWN = NAMES.map(() => Number.NaN);

/**
 * How far the live branches have moved away from the commit's files: whether they have the files, their newest change, and
 * how many changes they lack. It stands for what a look into every branch would cost too much to tell of 30,000 commits:
 * whether the commit's lines are there, and whether it applies.
 */
export const driftFeatures: FeatureGroup = {
  names: NAMES,
  measure: (question) => {
    const { commit, day, row, timeline } = question;
    const live = liveBranches(timeline.history, day).toSorted((a, b) => a.baseTime - b.baseTime || a.branch - b.branch);
    if (live.length === 0 || commit.paths.length === 0) return UNKNOWN;
    const files = commit.paths
      .slice(0, MOST_FILES)
      .map((path) => rowsBefore(timeline.byPath.get(path), row))
      .filter((file) => file.length > 0);
    const newest = live.findLast(({ baseTime }) => baseTime <= commit.commitTime) ?? live[0];
    const standings = live.map((branch) => standOn(question, branch, files));
    return [
      shareOf(standings, ({ exists }) => exists),
      shareOf(standings, ({ latest }) => latest),
      shareOf(standings, ({ missing }) => missing === 0),
      Math.log1p(standings.at(-1)!.missing),
      Math.log1p(standings[0].missing),
      Math.log1p(Math.min(...standings.map(({ missing }) => missing))),
      Math.log1p(countOwnMissing(question, newest, files)),
      files.length === 0 ? Number.NaN : files.some((file) => wasTaken(question, file.at(-1)!)) ? 1 : 0,
    ];
  },
};
