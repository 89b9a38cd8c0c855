import type { FeatureGroup, Question } from './question.ts';
import { authorOf, DAY, fixedIdKey } from './timeline.ts';
import type { LiveBranch } from './branches.ts';
import { liveBranches } from './branches.ts';

/** Where the named commit is: in the branch's base, or taken by it by the day. */
export const branchHas = (question: Question, target: number, live: LiveBranch): boolean => {
  const { timeline, day } = question;
  if (timeline.history.contains(live.branch, target)) return true;
  return timeline.history
    .picks(target)
    .some(
      (pick) =>
        pick.branch === live.branch &&
        pick.knownSince <= day &&
        (pick.revertedAt === undefined || pick.revertedAt > day),
    );
};

export const wasTaken = (question: Question, target: number): boolean =>
  question.timeline.history
    .picks(target)
    .some(({ knownSince, revertedAt }) => knownSince <= question.day && (revertedAt ?? Infinity) > question.day);

/** Final releases that came out in (since, until]. */
const releasesBetween = (question: Question, since: number, until: number): number =>
  question.timeline.history.releases.filter(({ time, final }) => final && time > since && time <= until).length;

const targetNumbers = (question: Question, target: number): number[] => {
  const { timeline, commit, day } = question;
  const fixed = timeline.commits[target];
  const live = liveBranches(timeline.history, day);
  const have = live.filter((branch) => branchHas(question, target, branch)).length;
  const release = timeline.history.releases[fixed.release];
  const releasedAt = release !== undefined && release.time <= day ? release.time : undefined;
  const others = (timeline.fixedBy.get(target) ?? []).filter(
    (row) => row !== question.row && timeline.commits[row].commitTime <= day,
  );
  return [
    Math.log1p(Math.max(0, commit.commitTime - fixed.commitTime) / DAY),
    releasesBetween(question, fixed.commitTime, commit.commitTime),
    releasedAt === undefined ? 0 : 1,
    releasedAt === undefined || releasedAt > commit.commitTime ? 0 : 1,
    have,
    live.length === 0 ? Number.NaN : have / live.length,
    wasTaken(question, target) ? 1 : 0,
    authorOf(fixed) === authorOf(commit) ? 1 : 0,
    Math.log1p(fixed.added + fixed.removed),
    Math.log1p(fixed.paths.length),
    fixed.fixes.length,
    fixed.stable.length > 0 ? 1 : 0,
    others.length,
    commit.paths.filter((path) => fixed.paths.includes(path)).length / Math.max(1, commit.paths.length),
  ];
};

const NAMES = [
  'target-age-days',
  'target-releases',
  'target-released',
  'target-released-before',
  'target-branches',
  'target-branch-share',
  'target-taken',
  'target-same-author',
  'target-lines',
  'target-files',
  'target-is-fix',
  'target-tagged',
  'target-other-fixes',
  'target-same-files',
];

const NONE = NAMES.map(() => Number.NaN);

/** Days since some commit first named the same id in Fixes:, when the target itself is not in this history. */
const firstNamed = (question: Question): number => {
  const { timeline, commit, row } = question;
  const ids = commit.fixes.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const rows = ids.flatMap((id) => (timeline.byFixedId.get(fixedIdKey(id)) ?? []).filter((other) => other < row));
  if (ids.length === 0) return Number.NaN;
  const times = rows.map((other) => timeline.commits[other].commitTime);
  return times.length === 0 ? -1 : Math.log1p((commit.commitTime - Math.min(...times)) / DAY);
};

/** 0: no Fixes; 1: target unknown; 2: target in this history. */
const targetKind = ({ commit }: Question): number =>
  commit.fixes.length === 0 ? 0 : commit.fixes.some(({ row }) => row !== undefined) ? 2 : 1;

/** The commit that is fixed: when it came, which releases and live branches have it. The oldest known one counts. */
export const targetFeatures: FeatureGroup = {
  names: ['target-kind', ...NAMES, 'target-first-named', 'reverts-age-days', 'reverts-taken'],
  measure: (question) => {
    const { commit, timeline } = question;
    const rows = commit.fixes.flatMap(({ row }) => (row === undefined ? [] : [row]));
    const reverted = commit.reverts[0];
    return [
      targetKind(question),
      ...(rows.length === 0 ? NONE : targetNumbers(question, Math.min(...rows))),
      firstNamed(question),
      reverted === undefined
        ? Number.NaN
        : Math.log1p(Math.max(0, commit.commitTime - timeline.commits[reverted].commitTime) / DAY),
      reverted === undefined ? Number.NaN : wasTaken(question, reverted) ? 1 : 0,
    ];
  },
};
