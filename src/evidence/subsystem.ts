import type { History } from '../history/index.ts';
import type { MaintainersIndex } from './maintainers-match.ts';
import { DAY } from './words.ts';

/** Who looks after which files, as one revision has it. */
export interface MaintainersView {
  readonly index: MaintainersIndex;
  /** A revision and path that `git show` understands, e.g. `1234567890ab:MAINTAINERS`. */
  readonly place: string;
}

/** The folder that stands for a place in the tree, at most three names deep, and never the file itself. '' for the root. */
export function areaOf(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    const area = folders.slice(0, 3).join('/');
    counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

/** `net/mlx5` of `net/mlx5: fix a leak`: how a project without a list of maintainers names its parts. */
export const prefixOf = (subject: string): string | undefined => /^([\w./ ,{}*+-]{1,40}?): /.exec(subject)?.[1];

/** What became of the commits of one area, as known on a day. */
export interface AreaRecord {
  readonly area: string;
  /** Commits of the last year. */
  readonly lastYear: number;
  /** Commits of the last two years whose decision is known, and how many of them were taken. */
  readonly decided: number;
  readonly taken: number;
  /** Commits that some branch took and took back. */
  readonly takenBack: number;
  /** Reverts among the commits of the last two years. */
  readonly reverts: number;
}

const YEAR = 365 * DAY;

/** The record of an area, and of each author within it. */
export interface AreaRecords {
  readonly all: AreaRecord;
  /** By address; an author with no commit in two years has none. */
  readonly authors: ReadonlyMap<string, AreaRecord>;
}

/** Counts over the commits of one area up to the day. */
export function recordArea(history: History, area: string, asOf: number): AreaRecords {
  const days = memoOf(history).records;
  const key = `${asOf} ${area}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const records = countArea(history, area, asOf);
  days.set(key, records);
  return records;
}

type Counts = { -readonly [name in keyof AreaRecord]: AreaRecord[name] };

const emptyRecord = (area: string): Counts => ({ area, lastYear: 0, decided: 0, taken: 0, takenBack: 0, reverts: 0 });

function countArea(history: History, area: string, asOf: number): AreaRecords {
  const all = emptyRecord(area);
  const authors = new Map<string, Counts>();
  for (const row of memoOf(history).rows.get(area) ?? []) {
    const commit = history.commits[row];
    if (commit === undefined || commit.commitTime > asOf || commit.commitTime <= asOf - 2 * YEAR) continue;
    const own = authors.get(commit.authorEmail) ?? emptyRecord(area);
    authors.set(commit.authorEmail, own);
    const one = recordOne(history, row, asOf);
    for (const record of [all, own]) add(record, one);
  }
  return { all, authors };
}

type Numbers = Omit<AreaRecord, 'area'>;

function recordOne(history: History, row: number, asOf: number): Numbers {
  const commit = history.commits[row];
  const decision = history.decision(row, asOf);
  const back = history.picks(row).some(({ revertedAt }) => revertedAt !== undefined && revertedAt <= asOf);
  return {
    lastYear: Number((commit?.commitTime ?? 0) > asOf - YEAR),
    decided: Number(decision !== 'undecided'),
    taken: Number(decision === 'yes'),
    takenBack: Number(back),
    reverts: Number(commit?.isRevert ?? false),
  };
}

function add(record: Counts, one: Numbers): void {
  record.lastYear += one.lastYear;
  record.decided += one.decided;
  record.taken += one.taken;
  record.takenBack += one.takenBack;
  record.reverts += one.reverts;
}

interface Memo {
  readonly rows: ReadonlyMap<string, readonly number[]>;
  readonly records: Map<string, AreaRecords>;
}

/** A history never changes once it is loaded, so what is counted of it is counted once. */
const memos = new WeakMap<History, Memo>();

function memoOf(history: History): Memo {
  const known = memos.get(history);
  if (known !== undefined) return known;
  const rows = Map.groupBy(history.commits.keys(), (row) => areaOf(history.commits[row]?.paths ?? []));
  const memo = { rows, records: new Map<string, AreaRecords>() };
  memos.set(history, memo);
  return memo;
}
