import type { FeatureGroup, Question } from './question.ts';
import { liveBranches } from './branches.ts';
import type { Timeline } from './timeline.ts';
import { authorOf, DAY, firstAt, rowsBefore, within } from './timeline.ts';

const MOST_PATHS = 20;

const days = (seconds: number): number => Math.log1p(Math.max(0, seconds) / DAY);

const isFixing = (question: Question, row: number): boolean => question.timeline.commits[row].fixes.length > 0;

/** NaN of none: a commit whose patch could not be read names no files. */
const most = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.max(...values));

/** What happened to the commit's files before it, and until the day after it. */
const fileNumbers = (question: Question): number[] => {
  const { commit, day, row, timeline } = question;
  const histories = commit.paths.slice(0, MOST_PATHS).map((path) => timeline.byPath.get(path) ?? []);
  const earlier = histories.map((rows) => rowsBefore(rows, row));
  const touched = earlier.filter((rows) => rows.length > 0);
  const year = histories.map((rows) => within(timeline, rows, commit.commitTime - 365 * DAY, commit.commitTime).length);
  const later = new Set(
    histories.flatMap((rows) => within(timeline, rows, commit.commitTime, day).filter((other) => other > row)),
  );
  if (touched.length === 0) return [Number.NaN, Number.NaN, Math.log1p(most(year)), 0, Number.NaN, later.size];
  const first = Math.min(...touched.map((rows) => timeline.commits[rows[0]].commitTime));
  const last = Math.max(...touched.map((rows) => rows.at(-1)!));
  const lastCommit = timeline.commits[last];
  return [
    days(commit.commitTime - first),
    days(commit.commitTime - lastCommit.commitTime),
    Math.log1p(most(year)),
    authorOf(lastCommit) === authorOf(commit) ? 1 : 0,
    isFixing(question, last) ? 1 : 0,
    later.size,
  ];
};

/** Commits of others and the author to the same files around this one that keepers will want: what depends on it may. */
const dependents = (question: Question): number[] => {
  const { commit, day, row, timeline } = question;
  const histories = commit.paths.slice(0, MOST_PATHS).map((path) => timeline.byPath.get(path) ?? []);
  const around = new Set(histories.flatMap((rows) => within(timeline, rows, commit.commitTime - 2 * DAY, day)));
  around.delete(row);
  const later = [...around].filter((other) => other > row);
  const count = (rows: Iterable<number>, is: (row: number) => boolean): number => [...rows].filter(is).length;
  const tagged = (other: number): boolean => timeline.commits[other].stable.some((tag) => !tag.noAutosel);
  const sameDay = (other: number): boolean =>
    Math.abs(timeline.commits[other].commitTime - commit.commitTime) <= 2 * DAY;
  return [
    count(later, tagged),
    count(later, (other) => isFixing(question, other)),
    count([...around].filter(sameDay), tagged),
    count([...around].filter(sameDay), (other) => isFixing(question, other)),
  ];
};

/** Of every row how many earlier commits of its author had a Fixes: trailer. */
const fixingBefore = new WeakMap<Timeline, Int32Array>();

const countFixingBefore = (timeline: Timeline): Int32Array => {
  const known = fixingBefore.get(timeline);
  if (known !== undefined) return known;
  const counts = new Int32Array(timeline.commits.length);
  for (const own of timeline.byAuthor.values()) {
    let fixing = 0;
    for (const row of own) {
      counts[row] = fixing;
      if (timeline.commits[row].fixes.length > 0) fixing += 1;
    }
  }
  fixingBefore.set(timeline, counts);
  return counts;
};

const authorNumbers = (question: Question): number[] => {
  const { commit, row, timeline } = question;
  const own = timeline.byAuthor.get(authorOf(commit)) ?? [];
  const applied = timeline.byCommitter.get(authorOf(commit)) ?? [];
  // Commits of the same second came together: the first of them stands for all.
  const past = firstAt(timeline, own, commit.commitTime);
  const fixing = countFixingBefore(timeline)[own[past] ?? row];
  return [
    Math.log1p(past),
    past === 0 ? Number.NaN : days(commit.commitTime - timeline.commits[own[0]].commitTime),
    past === 0 ? Number.NaN : fixing / past,
    Math.log1p(firstAt(timeline, applied, commit.commitTime)),
  ];
};

/** What later commits said about this one by the day. */
const followUps = (question: Question): number[] => {
  const { day, row, timeline } = question;
  const known = (rows: readonly number[] | undefined): number =>
    (rows ?? []).filter((other) => timeline.commits[other].commitTime <= day).length;
  return [known(timeline.fixedBy.get(row)), known(timeline.revertedBy.get(row))];
};

/** Where in the release cycle the commit came. */
const cycleNumbers = (question: Question): number[] => {
  const { commit, day, timeline } = question;
  const { releases } = timeline.history;
  const before = releases.filter(({ time }) => time <= commit.commitTime);
  const final = before.findLast((release) => release.final);
  const any = before.at(-1);
  const own = releases[commit.release];
  const waited = (commit.commitTime - commit.authorTime) / DAY;
  return [
    final === undefined ? Number.NaN : (commit.commitTime - final.time) / DAY,
    final === undefined ? Number.NaN : before.slice(before.lastIndexOf(final) + 1).length,
    any === undefined ? Number.NaN : (commit.commitTime - any.time) / DAY,
    own !== undefined && own.time <= day ? 1 : 0,
    final === undefined ? Number.NaN : commit.authorTime < final.time ? 1 : 0,
    Math.log1p(Math.max(0, waited)),
    liveBranches(timeline.history, day).length,
  ];
};

/** Files, author, release cycle and what came after. */
export const placeFeatures: FeatureGroup = {
  names: [
    'file-age-days',
    'file-touched-days',
    'file-year-commits',
    'file-last-same-author',
    'file-last-was-fix',
    'file-later-touches',
    'near-file-later-tagged',
    'near-file-later-fixes',
    'near-file-tagged',
    'near-file-fixes',
    'author-past',
    'author-days',
    'author-fix-share',
    'author-applied',
    'later-fixes',
    'later-reverts',
    'cycle-days',
    'cycle-candidates',
    'cycle-tag-days',
    'cycle-released',
    'cycle-written-before',
    'written-days-before',
    'live-branches',
  ],
  measure: (question) => [
    ...fileNumbers(question),
    ...dependents(question),
    ...authorNumbers(question),
    ...followUps(question),
    ...cycleNumbers(question),
  ],
};
