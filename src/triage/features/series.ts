import type { HistoryCommit } from '../../history/index.ts';
import type { FeatureGroup, Question } from './question.ts';
import { authorOf, DAY, folderOf, within } from './timeline.ts';

/** Half the width of the window in which commits of one author belong together. */
const NEAR = 2 * DAY;

const isFix = (commit: HistoryCommit): boolean => commit.fixes.length > 0 || /\bfix(?:es|ed)?\b/i.test(commit.subject);
const isTagged = (commit: HistoryCommit): boolean => commit.stable.length > 0;

const shareOf = (commits: readonly HistoryCommit[], is: (commit: HistoryCommit) => boolean): number =>
  commits.length === 0 ? Number.NaN : commits.filter(is).length / commits.length;

const logGap = (seconds: number | undefined): number =>
  seconds === undefined ? Number.NaN : Math.log1p(Math.abs(seconds) / 3600);

/** Rows of the author near this one, itself left out, known by the day. */
const nearRows = (question: Question, group: readonly number[] | undefined, width: number): readonly number[] => {
  const { commit, day, row, timeline } = question;
  const until = Math.min(day, commit.commitTime + width);
  return within(timeline, group, commit.commitTime - width, until).filter((other) => other !== row);
};

/** How many commits directly next to the row in mainline are by the same author. */
const runLength = (question: Question, step: 1 | -1): number => {
  const { commit, day, row, timeline } = question;
  let run = 0;
  for (let at = row + step; run < 30; at += step) {
    const other = timeline.commits[at];
    if (other === undefined || other.commitTime > day || other.authorEmail !== commit.authorEmail) break;
    run += 1;
  }
  return run;
};

/** Nearest written earlier and later among `others`, by author time, as logs of hours. */
const writtenGaps = (question: Question, others: readonly HistoryCommit[]): number[] => {
  const gaps = others.map((other) => other.authorTime - question.commit.authorTime);
  const before = gaps.filter((gap) => gap <= 0);
  const after = gaps.filter((gap) => gap > 0);
  return [
    logGap(before.length > 0 ? Math.max(...before) : undefined),
    logGap(after.length > 0 ? Math.min(...after) : undefined),
    gaps.filter((gap) => Math.abs(gap) <= 3600).length,
    gaps.filter((gap) => Math.abs(gap) <= 60).length,
  ];
};

const authorNumbers = (question: Question): number[] => {
  const { commit, row, timeline } = question;
  const rows = nearRows(question, timeline.byAuthor.get(authorOf(commit)), NEAR);
  const commits = rows.map((other) => timeline.commits[other]);
  const folder = folderOf(commit.paths[0] ?? '', 4);
  const inFolder = commits.filter((other) => other.paths.some((path) => path.startsWith(folder)));
  const sizes = commits.map((other) => other.added + other.removed);
  return [
    rows.filter((other) => other < row).length,
    rows.filter((other) => other > row).length,
    rows.length,
    inFolder.length,
    shareOf(commits, isFix),
    shareOf(commits, isTagged),
    sizes.length === 0 ? Number.NaN : Math.log1p(Math.max(...sizes)),
    commits.filter((other) => commit.paths.some((path) => other.paths.includes(path))).length,
    ...writtenGaps(question, commits),
    runLength(question, -1),
    runLength(question, 1),
  ];
};

const prefixNumbers = (question: Question): number[] => {
  const { row, timeline } = question;
  const prefix = timeline.prefixes[row];
  const rows = prefix === '' ? [] : nearRows(question, timeline.byPrefix.get(prefix), NEAR);
  const commits = rows.map((other) => timeline.commits[other]);
  return [rows.length, shareOf(commits, isFix), shareOf(commits, isTagged)];
};

/** The commits that the same person committed within the same two hours: what was applied together. */
const batchNumbers = (question: Question): number[] => {
  const { commit, timeline } = question;
  const rows = nearRows(question, timeline.byCommitter.get(commit.committerEmail.toLowerCase()), 2 * 3600);
  const commits = rows.map((other) => timeline.commits[other]);
  const authors = new Set(commits.map(authorOf));
  return [rows.length, shareOf(commits, isFix), shareOf(commits, isTagged), authors.size];
};

/** Size of the mail series and this commit's place in it, as far as links in the messages tell. */
const mailNumbers = (question: Question): number[] => {
  const { day, row, timeline } = question;
  const series = timeline.series[row];
  if (series === undefined) return [Number.NaN, Number.NaN, Number.NaN];
  const known = (timeline.bySeries.get(series) ?? []).filter((other) => timeline.commits[other].commitTime <= day);
  const others = known.filter((other) => other !== row).map((other) => timeline.commits[other]);
  return [known.length, known.indexOf(row), shareOf(others, isFix)];
};

/** Where the commit stands among others of its author, its subsystem, its committer and its series. */
export const seriesFeatures: FeatureGroup = {
  names: [
    'series-before',
    'series-after',
    'series-near',
    'series-folder',
    'series-fix-share',
    'series-tagged-share',
    'series-largest',
    'series-same-files',
    'series-written-before',
    'series-written-after',
    'series-written-hour',
    'series-written-minute',
    'series-run-before',
    'series-run-after',
    'prefix-near',
    'prefix-near-fix-share',
    'prefix-near-tagged-share',
    'batch-size',
    'batch-fix-share',
    'batch-tagged-share',
    'batch-authors',
    'mail-series-size',
    'mail-series-place',
    'mail-series-fix-share',
  ],
  measure: (question) => [
    ...authorNumbers(question),
    ...prefixNumbers(question),
    ...batchNumbers(question),
    ...mailNumbers(question),
  ],
};
