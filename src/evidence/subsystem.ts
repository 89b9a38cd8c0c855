import type { History, HistoryCommit } from '../history/index.ts';
import type { MaintainersIndex } from './maintainers-match.ts';
import { DAY } from './words.ts';

/** Who looks after which files, as one revision has it. */
export interface MaintainersView {
  readonly index: MaintainersIndex;
  /** A revision and path that `git show` understands, e.g. `1234567890ab:MAINTAINERS`. */
  readonly place: string;
}

/**
 * The folder that stands for a place in the tree: three names deep below `drivers`, `arch`, `sound` and `tools`, two elsewhere, and
 * never the file itself. '' for the root.
 */
export function areaOf(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    const area = folders.slice(0, WIDE.has(folders[0] ?? '') ? 3 : 2).join('/');
    counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

/** Folders that only gather others. */
const WIDE: ReadonlySet<string> = new Set(['drivers', 'arch', 'sound', 'tools', 'Documentation']);

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
  /** Of the taken ones, how many a branch took back. */
  readonly takenBack: number;
  /** Reverts among the commits of the last two years. */
  readonly reverts: number;
}

const YEAR = 365 * DAY;

/** Counts over rows of one area up to the day; `mine` narrows them, e.g. to one author. */
export function recordArea(question: AreaQuestion, mine: (commit: HistoryCommit) => boolean = () => true): AreaRecord {
  const { history, area, asOf } = question;
  const record = { area, lastYear: 0, decided: 0, taken: 0, takenBack: 0, reverts: 0 };
  for (const row of rowsOf(history, area)) {
    const commit = history.commits[row];
    if (commit === undefined || commit.commitTime > asOf || commit.commitTime <= asOf - 2 * YEAR) continue;
    if (row === question.except || !mine(commit)) continue;
    if (commit.commitTime > asOf - YEAR) record.lastYear += 1;
    if (commit.isRevert) record.reverts += 1;
    const decision = history.decision(row, asOf);
    if (decision === 'undecided') continue;
    record.decided += 1;
    if (decision === 'yes') record.taken += 1;
    if (history.picks(row).some(({ revertedAt }) => revertedAt !== undefined && revertedAt <= asOf))
      record.takenBack += 1;
  }
  return record;
}

export interface AreaQuestion {
  readonly history: History;
  readonly area: string;
  readonly asOf: number;
  /** A row that is left out: the commit in question. */
  readonly except?: number | undefined;
}

/** A history never changes once it is loaded, so the grouping of its rows is made once. */
const grouped = new WeakMap<History, ReadonlyMap<string, readonly number[]>>();

function rowsOf(history: History, area: string): readonly number[] {
  let rows = grouped.get(history);
  if (rows === undefined) {
    rows = Map.groupBy(history.commits.keys(), (row) => areaOf(history.commits[row]?.paths ?? []));
    grouped.set(history, rows);
  }
  return rows.get(area) ?? [];
}
