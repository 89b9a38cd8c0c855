import type { Config } from '../config.ts';
import { makeSideFiles, positionsOf } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import { hearAll, type History, type HistoryStore, type Review } from '../history/index.ts';
import { scoreRows, type Score } from '../triage/index.ts';
import { isoDate } from './dates.ts';
import type { Bench } from './judge.ts';
import { observeCommits, type Observer } from './observe/index.ts';
import { chooseOnto, soakTimes } from './onto.ts';
import { learnTriage, loadTriage, type Triage } from './triage-step.ts';
import type { Workspace } from './workspace.ts';

export interface BenchRequest {
  readonly onto?: readonly string[] | undefined;
  readonly asOf: number | undefined;
}

/** Where nobody named a day, its history also knows what people said after the newest commit. */
export function layBench({ config }: Workspace, known: History, request: BenchRequest): Bench {
  const history = request.asOf === undefined ? hearAll(known) : known;
  const asOf = request.asOf ?? history.end;
  const named = request.onto ?? config.select.onto;
  const onto = chooseOnto(history.branches, named, asOf).map(({ name }) => name);
  const times = { soakDays: config.select.soakDays, soakDaysOn: soakTimes(config.branches) };
  const { sideFiles } = config.select;
  const isSideFile = sideFiles && makeSideFiles(sideFiles);
  return { history, asOf, onto, asked: named !== undefined, lists: listsOf(config), ...times, isSideFile };
}

const listsOf = ({ ignore, authors }: Config) => ({ paths: ignore, authors });

/** The stored model; for a day in the past one that learned only from what was known by then. */
export async function triageOf(
  workspace: Workspace,
  place: { readonly store: HistoryStore; readonly history: History; readonly asOf: number },
): Promise<Triage> {
  const { store, history, asOf } = place;
  if (asOf >= history.end && hearsAll(history, workspace.reviews, asOf)) return loadTriage(store);
  workspace.progress({
    step: `learning what was known by ${isoDate(asOf)}`,
    done: 0,
    total: undefined,
    unit: 'commits',
  });
  return learnTriage(history, asOf);
}

/** False where something was said later than the day: the stored model has learned from it. */
const hearsAll = (history: History, reviews: readonly Review[], asOf: number): boolean =>
  reviews.every(({ id, commit, at }) => {
    const row = at <= asOf ? undefined : history.rowOf(commit as Sha);
    return row === undefined || history.reviews(row, asOf).some((heard) => heard.id === id);
  });

/** A commit whose patch could not be read has no numbers to score. */
export function scoreReadable(bench: Bench, triage: Triage, rows: readonly number[]): ReadonlyMap<number, Score> {
  const readable = rows.filter((row) => bench.history.commits[row]?.unread === undefined);
  const scores = scoreRows(triage.model, bench.history, readable, () => bench.asOf);
  return new Map(readable.flatMap((row, at) => (scores[at] === undefined ? [] : [[row, scores[at]]])));
}

/** What git shows about rows on the bench's branches. */
export function lookAt(
  { repository, signal, progress }: Workspace,
  { store, bench, rows }: { readonly store: HistoryStore; readonly bench: Bench; readonly rows: readonly number[] },
): Promise<Observer> {
  const { history, asOf, onto } = bench;
  const branches = onto.length === 0 ? [] : positionsOf(history, onto, asOf);
  return observeCommits({ repository, signal, progress, store, history, asOf, branches, rows });
}
