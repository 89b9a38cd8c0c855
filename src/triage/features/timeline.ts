import type { History, HistoryCommit } from '../../history/index.ts';

export const DAY = 86_400;

/** Facts about a commit count as of this many days after it; see {@link factDay}. */
export const FACT_DAYS = 14;

/** A commit that no branch took for this long counts as left: nine of ten picks come sooner. */
export const PATIENCE_DAYS = 100;

/** The day as of which facts about a commit may be used: two weeks after it, or the day of the question if sooner. */
export const factDay = (commit: HistoryCommit, asOf: number): number =>
  Math.min(asOf, commit.commitTime + FACT_DAYS * DAY);

/** `prefix` of `prefix: text`; '' when the subject has none. */
export const prefixOf = (subject: string): string => {
  const bare = subject.replace(/^(?:\[[^\]]*\]\s*)+/, '');
  const at = bare.indexOf(': ');
  return at > 0 && at <= 50 ? bare.slice(0, at).toLowerCase() : '';
};

/** All but the last part of a path, at most `depth` folders. */
export const folderOf = (path: string, depth: number): string => {
  const parts = path.split('/');
  return parts.slice(0, Math.min(depth, parts.length - 1)).join('/');
};

/** What ties the mails of one series together: the id without part number of a `Link:` to the mail. */
const mailSeries = (commit: HistoryCommit): string | undefined => {
  for (const [key, value] of commit.trailers) {
    if (key !== 'link') continue;
    const found = /\/(\d{12,14}\.\d+)-\d+-/.exec(value) ?? /\/([^/\s]*-v\d+)-\d+-[0-9a-f]+@/.exec(value);
    if (found?.[1] !== undefined) return found[1];
  }
  return undefined;
};

type Groups = ReadonlyMap<string, readonly number[]>;

/** Groups rows; each group is in order of commit time as the history is. */
const groupBy = (history: History, keysOf: (commit: HistoryCommit) => readonly string[]): Groups => {
  const groups = new Map<string, number[]>();
  for (const [row, commit] of history.commits.entries()) {
    for (const key of keysOf(commit)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else if (group.at(-1) !== row) group.push(row);
    }
  }
  return groups;
};

/** Look-up tables of a history; they hold all of it, and every reader must stop at its own day. */
export interface Timeline {
  readonly history: History;
  readonly commits: readonly HistoryCommit[];
  readonly prefixes: readonly string[];
  readonly byAuthor: Groups;
  readonly byCommitter: Groups;
  readonly byPrefix: Groups;
  readonly byPath: Groups;
  readonly bySeries: Groups;
  readonly series: readonly (string | undefined)[];
  /** Rows whose Fixes: names this id (12 hex digits or fewer, as written). */
  readonly byFixedId: Groups;
  /** Rows that name a row in Fixes: or revert it. */
  readonly fixedBy: ReadonlyMap<number, readonly number[]>;
  readonly revertedBy: ReadonlyMap<number, readonly number[]>;
  /** Rows [from, to) committed at or after `since` and before `until`. */
  between(since: number, until: number): { readonly from: number; readonly to: number };
}

const authorKey = (commit: HistoryCommit): string => commit.authorEmail.toLowerCase();
export const fixedIdKey = (id: string): string => id.slice(0, 8);

const namedRows = (
  history: History,
  targetsOf: (commit: HistoryCommit) => readonly (number | undefined)[],
): Map<number, number[]> => {
  const named = new Map<number, number[]>();
  for (const [row, commit] of history.commits.entries()) {
    for (const target of targetsOf(commit)) {
      if (target !== undefined) named.set(target, [...(named.get(target) ?? []), row]);
    }
  }
  return named;
};

export const buildTimeline = (history: History): Timeline => {
  const prefixes = history.commits.map(({ subject }) => prefixOf(subject));
  const series = history.commits.map(mailSeries);
  const one = (key: string | undefined): readonly string[] => (key ? [key] : []);
  return {
    history,
    commits: history.commits,
    prefixes,
    series,
    byAuthor: groupBy(history, (commit) => [authorKey(commit)]),
    byCommitter: groupBy(history, (commit) => [commit.committerEmail.toLowerCase()]),
    byPrefix: groupBy(history, (commit) => one(prefixOf(commit.subject))),
    byPath: groupBy(history, (commit) => commit.paths),
    bySeries: groupBy(history, (commit) => one(mailSeries(commit))),
    byFixedId: groupBy(history, (commit) =>
      commit.fixes.flatMap(({ id }) => (id === undefined ? [] : [fixedIdKey(id)])),
    ),
    fixedBy: namedRows(history, (commit) => commit.fixes.map(({ row }) => row)),
    revertedBy: namedRows(history, (commit) => commit.reverts),
    between: (since, until) => history.between(since, until),
  };
};

/** Rows of a group committed within [since, until]; a group is in order of commit time. */
export const within = (
  timeline: Timeline,
  group: readonly number[] | undefined,
  since: number,
  until: number,
): readonly number[] => {
  if (group === undefined) return [];
  const from = firstAt(timeline, group, since);
  const to = firstAt(timeline, group, until + 1);
  return group.slice(from, to);
};

/** Rows of a group that stand before `row` in mainline. */
export const rowsBefore = (group: readonly number[] | undefined, row: number): readonly number[] => {
  if (group === undefined) return [];
  let low = 0;
  let high = group.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (group[middle] < row) low = middle + 1;
    else high = middle;
  }
  return group.slice(0, low);
};

/** Position of the first row of the group that was committed at or after `time`. */
export const firstAt = (timeline: Timeline, group: readonly number[], time: number): number => {
  let low = 0;
  let high = group.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeline.commits[group[middle]].commitTime < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const authorOf = authorKey;
