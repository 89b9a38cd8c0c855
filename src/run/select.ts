import type { Config } from '../config.ts';
import { positionsOf, type Fact } from '../evidence/index.ts';
import { loadHistory, type History, type HistoryStore } from '../history/index.ts';
import { scoreRows, type Score } from '../triage/index.ts';
import { findCandidates, type Candidates } from './candidates.ts';
import { isoDate } from './dates.ts';
import { readIncoming } from './incoming.ts';
import { answerFor, draftCommit, factsFor, finishCommit, isOpen, laneOf, type Bench, type Draft } from './judge.ts';
import { openMailView } from './mail-step.ts';
import { chooseOnto } from './onto.ts';
import { withIndex } from './open-index.ts';
import { observeCommits, type Observer } from './observe/index.ts';
import { planAllSeries } from './plan-all-series.ts';
import { compareCommits } from './commit-order.ts';
import { chooseThreshold, type Threshold } from './threshold.ts';
import { learnTriage, loadTriage, type Triage } from './triage-step.ts';
import { openSearch } from './search-step.ts';
import { readChanges } from './read-views.ts';
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
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), coming };
    const shas = await workspace.repository.range(request.range);
    const found = findCandidates({ history, range: request.range, shas, asOf: bench.asOf });
    for (const line of remarks(bench, request.range, { found, size: shas.length })) workspace.note(`autosel: ${line}`);
    const triage = await triageOf(workspace, { store, history, asOf: bench.asOf });
    const mail = await openMailView(workspace, { bench, rows: found.rows, update: request.update });
    const drafts = draftAll(workspace, { ...bench, mail }, { rows: found.rows, triage });
    const threshold = thresholdOf(workspace, { bench, drafts, triage, request });
    const seen = await lookAtWanted(workspace, { store, bench: { ...bench, mail }, drafts, threshold });
    return decide(workspace, { store, bench, drafts: seen, threshold, request });
  });
}

/** What a person should know who wonders about an answer that is short. */
function remarks(
  { history, asOf, onto }: Bench,
  range: string,
  { found, size }: { readonly found: Candidates; readonly size: number },
): readonly string[] {
  const many = (n: number): string => (n === 1 ? '1 commit of the range is' : `${n} commits of the range are`);
  return [
    ...(size === 0 ? [`${JSON.stringify(range)} holds no commits other than merges`] : []),
    ...(found.elsewhere > 0 ? [`${many(found.elsewhere)} not on ${history.mainline.ref}: left out`] : []),
    ...(found.younger > 0 ? [`${many(found.younger)} younger than ${isoDate(asOf)}: left out`] : []),
    ...(onto.length === 0
      ? [`no stable branch took anything in the half year before ${isoDate(asOf)}: name branches with --onto`]
      : []),
  ];
}

export interface BenchRequest {
  readonly onto?: readonly string[] | undefined;
  readonly asOf: number | undefined;
}

export function layBench({ config }: Workspace, history: History, request: BenchRequest): Bench {
  const asOf = request.asOf ?? history.end;
  const named = request.onto ?? config.select.onto;
  const onto = chooseOnto(history.branches, named, asOf).map(({ name }) => name);
  const { soakDays } = config.select;
  return { history, asOf, onto, asked: named !== undefined, lists: listsOf(config), soakDays };
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

export function draftAll(
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
  readonly threshold: Threshold;
  readonly request: SelectRequest;
}

const LOOKED_UP: readonly Lane[] = ['proposal', 'tagged for stable'];

/** Looks at the branches for commits that would reach them; the others are told by the history alone. */
export async function lookAtWanted(
  workspace: Workspace,
  { store, bench, drafts, threshold }: Omit<Deciding, 'request'>,
): Promise<readonly Draft[]> {
  const wanted = drafts.filter((draft) => LOOKED_UP.includes(laneOf(bench, draft, threshold.value).lane));
  const rows = wanted.map(({ row }) => row);
  const observe = await lookAt(workspace, { store, bench, rows });
  const facts = await readFacts(workspace, bench, rows);
  return drafts.map((draft) => {
    const read = facts.get(draft.row);
    return read === undefined
      ? draft
      : { ...draft, facts: read, branches: answerFor({ ...bench, observe }, draft.row) };
  });
}

/** Patches are held for this many commits at a time. */
const READ_TOGETHER = 200;

/** Facts of rows with what their messages and patches say. */
async function readFacts(
  workspace: Workspace,
  bench: Bench,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly Fact[]>> {
  const facts = new Map<number, readonly Fact[]>();
  for (let from = 0; from < rows.length; from += READ_TOGETHER) {
    const some = rows.slice(from, from + READ_TOGETHER);
    const changes = await readChanges(workspace, { ...bench, rows: some });
    for (const row of some) facts.set(row, factsFor({ ...bench, changes }, row));
  }
  return facts;
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

interface Choosing extends Pick<Deciding, 'bench' | 'drafts'> {
  readonly triage: Triage;
  readonly request: Pick<SelectRequest, 'threshold' | 'max'>;
}

export function thresholdOf(workspace: Workspace, { bench, drafts, triage, request }: Choosing): Threshold {
  const open = drafts.filter((draft) => isOpen(bench, draft)).flatMap(({ score }) => score?.probability ?? []);
  return chooseThreshold({ ...wishes(workspace.config, request), usual: triage.usual }, open);
}

async function decide(workspace: Workspace, deciding: Deciding): Promise<Selection> {
  const { store, bench, drafts, threshold, request } = deciding;
  const { history, asOf, onto } = bench;
  const lanes = drafts.map((draft) => laneOf(bench, draft, threshold.value));
  const proposed = drafts.filter((_, at) => lanes[at].lane === 'proposal').map(({ commit }) => commit.sha);
  const precedents = await findPrecedents(workspace, { store, bench, shas: proposed });
  const commits = drafts
    .map((draft, at) => finishCommit(draft, lanes[at], precedents.get(draft.commit.sha) ?? []))
    .toSorted(compareCommits);
  return {
    range: request.range,
    asOf: isoDate(asOf),
    mainline: history.mainline.ref,
    onto,
    threshold: threshold.value,
    thresholdWhy: threshold.why,
    commits,
    counts: countLanes(commits),
    series: await planAllSeries(
      workspace,
      bench,
      commits.filter(({ lane }) => lane === 'proposal'),
    ),
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
function wishes({ select }: Config, { threshold, max }: Choosing['request']) {
  return threshold === undefined && max === undefined ? select : { threshold, max };
}

function countLanes(commits: readonly SelectedCommit[]): Selection['counts'] {
  const counts = { proposal: 0, 'already there': 0, 'tagged for stable': 0, 'opted out': 0, left: 0, unread: 0 };
  for (const { lane } of commits) counts[lane] += 1;
  return counts;
}
