import type { Config } from '../config.ts';
import type { Fact } from '../evidence/index.ts';
import { findStableList, loadHistory, readReferenceStyles, type HistoryStore } from '../history/index.ts';
import { findCandidates, type Candidates } from './candidates.ts';
import { isoDate } from './dates.ts';
import { readIncoming } from './branches/incoming.ts';
import { answerFor, draftCommit, factsFor, finishCommit, isOpen, laneOf, type Bench, type Draft } from './judge.ts';
import { layBench, lookAt, scoreReadable, triageOf } from './lay-bench.ts';
import type { Verdict } from '../panel/index.ts';
import { openMailView } from './indexing/mail-step.ts';
import { withIndex } from './indexing/open-index.ts';
import { planAllSeries } from './plan-all-series.ts';
import { compareCommits } from './commit-order.ts';
import { chooseThreshold, type Threshold } from './threshold.ts';
import type { Triage } from './triage-step.ts';
import { chooseGate, judgeDrafts, laneOfVerdict, type PanelOutcome, type PanelWishes } from './panel/index.ts';
import { openSearch } from './indexing/search-step.ts';
import { readChanges } from './read-views.ts';
import { throwIfStopped } from './stop.ts';
import { walkNeighbours } from './neighbours.ts';
import { choosePrecedents } from './precedents.ts';
import type { Sha } from '../git/index.ts';
import type { Lane, Precedent, SelectedCommit, Selection } from './types.ts';
import type { Workspace } from './workspace.ts';
import { plural } from '../plural.ts';
import { sayNoCommits } from './no-commits.ts';

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
  /** Left out: nobody is asked. */
  readonly panel?: PanelWishes | undefined;
}

/**
 * Proposes the commits of a range that belong on stable branches. The same repository, index and request give the same
 * selection. Nothing of it is stored: 10,000 commits take seconds, so a stopped one is computed again.
 * @throws UsageError for an unknown range or branch, StoppedError on the signal.
 */
export async function runSelect(workspace: Workspace, request: SelectRequest): Promise<Selection> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store, workspace);
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), coming };
    const shas = await workspace.repository.range(request.range);
    const found = findCandidates({ history, range: request.range, shas, asOf: bench.asOf });
    for (const line of remarks(bench, request.range, { found, size: shas.length })) workspace.note(`autosel: ${line}`);
    const triage = await triageOf(workspace, { store, history: bench.history, asOf: bench.asOf });
    const mail = await openMailView(workspace, { bench, rows: found.rows, update: request.update });
    const drafts = draftAll(workspace, { ...bench, mail }, { rows: found.rows, triage });
    const threshold = thresholdOf(workspace, { bench, drafts, triage, request });
    const looked = { store, bench: { ...bench, mail }, drafts, threshold };
    const seen = await lookAtWanted(workspace, looked);
    const panel = await askAbout(workspace, { ...looked, drafts: seen, request });
    return decide(workspace, { store, bench, drafts: seen, threshold, request, panel });
  });
}

/** What a person should know who wonders about an answer that is short. */
function remarks(
  { history, asOf, onto }: Bench,
  range: string,
  { found, size }: { readonly found: Candidates; readonly size: number },
): readonly string[] {
  const many = (n: number): string => plural(n, 'commit of the range is', 'commits of the range are');
  return [
    ...(size === 0 ? [sayNoCommits(range)] : []),
    ...(found.elsewhere > 0 ? [`${many(found.elsewhere)} not on ${history.mainline.ref}: left out`] : []),
    ...(found.younger > 0 ? [`${many(found.younger)} younger than ${isoDate(asOf)}: left out`] : []),
    ...(onto.length === 0
      ? [`no stable branch took anything in the half year before ${isoDate(asOf)}: name branches with --onto`]
      : []),
  ];
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

/** Puts what triage would propose before the panel, where one is wished for. */
async function askAbout(
  workspace: Workspace,
  { store, bench, drafts, threshold, request }: Omit<Deciding, 'panel'>,
): Promise<PanelOutcome | undefined> {
  if (request.panel === undefined) return undefined;
  const asked = drafts.filter((draft) => laneOf(bench, draft, threshold).lane === 'proposal');
  return judgeDrafts(workspace, { store, bench, gate: threshold, range: request.range, wishes: request.panel }, asked);
}

interface Deciding {
  readonly panel: PanelOutcome | undefined;
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
  { store, bench, drafts, threshold }: Omit<Deciding, 'request' | 'panel'>,
): Promise<readonly Draft[]> {
  const wanted = drafts.filter((draft) => LOOKED_UP.includes(laneOf(bench, draft, threshold).lane));
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

interface Choosing extends Pick<Deciding, 'bench' | 'drafts'> {
  readonly triage: Triage;
  readonly request: Pick<SelectRequest, 'threshold' | 'max' | 'panel'>;
}

/** Before a panel it is the gate: low enough that few are missed, because the panel has the last word. */
export function thresholdOf(workspace: Workspace, { bench, drafts, triage, request }: Choosing): Threshold {
  if (request.panel !== undefined && request.threshold === undefined && request.max === undefined)
    return chooseGate(triage.model, request.panel.recall ?? workspace.config.panel.recall);
  const open = drafts
    .filter((draft) => isOpen(bench, draft))
    .flatMap(({ commit: { sha }, score }) => (score === undefined ? [] : [{ sha, probability: score.probability }]));
  return chooseThreshold({ ...wishes(workspace.config, request), usual: triage.usual }, open);
}

async function decide(workspace: Workspace, deciding: Deciding): Promise<Selection> {
  const { store, bench, drafts, threshold, request, panel } = deciding;
  const { history, asOf, onto } = bench;
  const verdicts = drafts.map(({ commit }) => panel?.verdicts.get(commit.sha));
  const lanes = drafts.map((draft, at) => {
    const verdict = verdicts[at];
    return verdict === undefined ? laneOf(bench, draft, threshold) : laneOfVerdict(verdict);
  });
  const proposed = drafts.filter((_, at) => lanes[at].lane === 'proposal').map(({ commit }) => commit.sha);
  const precedents = await findPrecedents(workspace, { store, bench, shas: proposed });
  const commits = drafts
    .map((draft, at) => ({
      ...finishCommit(draft, lanes[at], precedents.get(draft.commit.sha) ?? []),
      ...sayVerdict(verdicts[at]),
    }))
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
    customs: {
      stableList: findStableList(history, asOf),
      references: await readReferenceStyles(workspace.repository, history, { branches: onto, asOf }),
    },
    ...(panel && { panel: panel.summary }),
  };
}

/** Where panel and triage make one probability together, that one counts. */
function sayVerdict(verdict: Verdict | undefined): Partial<Pick<SelectedCommit, 'verdict' | 'probability'>> {
  if (verdict === undefined) return {};
  const { probability } = verdict;
  return probability === undefined ? { verdict } : { verdict, probability };
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
function wishes({ select }: Config, { threshold, max }: Pick<SelectRequest, 'threshold' | 'max'>) {
  return threshold === undefined && max === undefined ? select : { threshold, max };
}

function countLanes(commits: readonly SelectedCommit[]): Selection['counts'] {
  const counts = {
    proposal: 0,
    unsettled: 0,
    'already there': 0,
    'tagged for stable': 0,
    'opted out': 0,
    left: 0,
    unread: 0,
  };
  for (const { lane } of commits) counts[lane] += 1;
  return counts;
}
