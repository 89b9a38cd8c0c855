import type { Config } from '../config.ts';
import { loadHistory, type History, type HistoryStore } from '../history/index.ts';
import { scoreRows, type Score } from '../triage/index.ts';
import { findCandidates } from './candidates.ts';
import { isoDate } from './dates.ts';
import { draftCommit, finishCommit, isOpen, laneOf, type Bench, type Draft } from './judge.ts';
import { openMailView } from './mail-step.ts';
import { chooseOnto } from './onto.ts';
import { withIndex } from './open-index.ts';
import { chooseThreshold } from './threshold.ts';
import { learnTriage, loadTriage, type Triage } from './triage-step.ts';
import { openSearch } from './search-step.ts';
import { throwIfStopped } from './stop.ts';
import { walkNeighbours } from './neighbours.ts';
import { choosePrecedents } from './precedents.ts';
import type { Sha } from '../git/index.ts';
import type { Lane, Precedent, SelectedCommit, Selection } from './types.ts';
import type { Workspace } from './workspace.ts';

export interface SelectRequest {
  readonly range: string;
  /** Names or globs; undefined: the config's, else the branches still cared for. */
  readonly onto: readonly string[] | undefined;
  readonly threshold: number | undefined;
  readonly max: number | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  /** False: the index as it is. */
  readonly update: boolean;
}

/**
 * Proposes the commits of a range that belong on stable branches. The same repository, index and request give the same
 * selection. Nothing of it is stored: 10,000 commits take seconds, so a stopped one is computed again.
 * @throws UsageError for an unknown range or branch, StoppedError on the signal.
 */
export async function runSelect(workspace: Workspace, request: SelectRequest): Promise<Selection> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store);
    const bench = layBench(workspace, history, request);
    const shas = await workspace.repository.range(request.range);
    const found = findCandidates({ history, range: request.range, shas, asOf: bench.asOf });
    if (found.elsewhere > 0)
      workspace.note(`autosel: ${found.elsewhere} commits of the range are not on ${history.mainline.ref}: left out`);
    if (found.younger > 0)
      workspace.note(
        `autosel: ${found.younger} commits of the range are younger than ${isoDate(bench.asOf)}: left out`,
      );
    const triage = await triageOf(workspace, { store, history, asOf: bench.asOf });
    const mail = await openMailView(workspace, { bench, rows: found.rows, update: request.update });
    const drafts = draftAll(workspace, { ...bench, mail }, { rows: found.rows, triage });
    return decide(workspace, { store, bench, drafts, triage, request });
  });
}

export interface BenchRequest {
  readonly onto?: readonly string[] | undefined;
  readonly asOf: number | undefined;
}

export function layBench({ config }: Workspace, history: History, request: BenchRequest): Bench {
  const asOf = request.asOf ?? history.end;
  const named = request.onto ?? config.select.onto;
  const onto = chooseOnto(history.branches, named, asOf).map(({ name }) => name);
  return { history, asOf, onto, asked: named !== undefined, lists: listsOf(config) };
}

const listsOf = ({ ignore, authors }: Config) => ({ paths: ignore, authors });

/** The stored model; for a day in the past one that learned only from what was known by then. */
export async function triageOf(
  workspace: Workspace,
  place: { readonly store: HistoryStore; readonly history: History; readonly asOf: number },
): Promise<Triage> {
  const { store, history, asOf } = place;
  if (asOf >= history.end) return loadTriage(store);
  workspace.progress({
    step: `learning what was known by ${isoDate(asOf)}`,
    done: 0,
    total: undefined,
    unit: 'commits',
  });
  return learnTriage(history, asOf);
}

function draftAll(
  workspace: Workspace,
  bench: Bench,
  { rows, triage }: { readonly rows: readonly number[]; readonly triage: Triage },
): Draft[] {
  const scores = scoreReadable(bench, triage, rows);
  return rows.map((row, at) => {
    if (at % 100 === 0) workspace.progress({ step: 'facts', done: at, total: rows.length, unit: 'commits' });
    return draftCommit(bench, row, scores.get(row));
  });
}

/** A commit whose patch could not be read has no numbers to score. */
export function scoreReadable(bench: Bench, triage: Triage, rows: readonly number[]): ReadonlyMap<number, Score> {
  const readable = rows.filter((row) => bench.history.commits[row]?.unread === undefined);
  const scores = scoreRows(triage.model, bench.history, readable, () => bench.asOf);
  return new Map(readable.flatMap((row, at) => (scores[at] === undefined ? [] : [[row, scores[at]]])));
}

interface Deciding {
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly drafts: readonly Draft[];
  readonly triage: Triage;
  readonly request: SelectRequest;
}

async function decide(workspace: Workspace, { store, bench, drafts, triage, request }: Deciding): Promise<Selection> {
  const { history, asOf, onto } = bench;
  const open = drafts.filter((draft) => isOpen(bench, draft)).flatMap(({ score }) => score?.probability ?? []);
  const threshold = chooseThreshold({ ...wishes(workspace.config, request), usual: triage.usual }, open);
  const lanes = drafts.map((draft) => laneOf(bench, draft, threshold.value));
  const proposed = drafts.filter((_, at) => lanes[at].lane === 'proposal').map(({ commit }) => commit.sha);
  const precedents = await findPrecedents(workspace, { store, bench, shas: proposed });
  const commits = drafts.map((draft, at) => finishCommit(draft, lanes[at], precedents.get(draft.commit.sha) ?? []));
  return {
    range: request.range,
    asOf: isoDate(asOf),
    mainline: history.mainline.ref,
    onto,
    threshold: threshold.value,
    thresholdWhy: threshold.why,
    commits: commits.toSorted(compareCommits),
    counts: countLanes(commits),
  };
}

/** Neighbours looked at for each proposal; the choice among them shows both decisions. */
const LOOKED_AT = 20;

async function findPrecedents(
  workspace: Workspace,
  { store, bench, shas }: { readonly store: HistoryStore; readonly bench: Bench; readonly shas: readonly Sha[] },
): Promise<ReadonlyMap<Sha, readonly Precedent[]>> {
  const found = new Map<Sha, readonly Precedent[]>();
  if (shas.length === 0) return found;
  const search = await openSearch(workspace, store);
  for await (const { commit, neighbours } of walkNeighbours({ workspace, bench, search, limit: LOOKED_AT }, shas)) {
    found.set(commit.sha, choosePrecedents(neighbours));
    workspace.progress({ step: 'precedents', done: found.size, total: shas.length, unit: 'commits' });
    throwIfStopped(workspace.signal);
  }
  return found;
}

/** The command line wins over the config as a whole: `--max` is not held back by a threshold written down there. */
function wishes({ select }: Config, { threshold, max }: SelectRequest) {
  return threshold === undefined && max === undefined ? select : { threshold, max };
}

const ORDER: readonly Lane[] = ['proposal', 'already there', 'tagged for stable', 'opted out', 'left', 'unread'];

/** Proposals first, then the other lanes; within a lane by probability, then by id. */
function compareCommits(a: SelectedCommit, b: SelectedCommit): number {
  const lanes = ORDER.indexOf(a.lane) - ORDER.indexOf(b.lane);
  return lanes || (b.probability ?? -1) - (a.probability ?? -1) || (a.sha < b.sha ? -1 : 1);
}

function countLanes(commits: readonly SelectedCommit[]): Selection['counts'] {
  const counts = { proposal: 0, 'already there': 0, 'tagged for stable': 0, 'opted out': 0, left: 0, unread: 0 };
  for (const { lane } of commits) counts[lane] += 1;
  return counts;
}
