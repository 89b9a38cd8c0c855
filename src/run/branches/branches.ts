import { lastPickTimes, listTaken, type BranchAnswerKind } from '../../evidence/index.ts';
import { loadHistory, type HistoryStore, type StableBranch } from '../../history/index.ts';
import { auditOne, questionFor } from './audit.ts';
import type { BranchesAnswer, BranchProposal, BranchReport } from './audit-answers.ts';
import { tellStanding } from './branch-standing.ts';
import { isoDate } from '../dates.ts';
import { countReasons } from '../not-proposed.ts';
import { readIncoming } from './incoming.ts';
import { laneOf, type Bench, type Draft } from '../judge.ts';
import { openMailView } from '../indexing/mail-step.ts';
import { withIndex } from '../indexing/open-index.ts';
import { layBench, triageOf } from '../lay-bench.ts';
import { draftAll, lookAtWanted, thresholdOf } from '../select.ts';
import { throwIfStopped } from '../stop.ts';
import type { Threshold } from '../threshold.ts';
import type { Lane } from '../types.ts';
import type { Workspace } from '../workspace.ts';

export interface BranchesRequest {
  /** Names or globs; undefined: the config's, else the branches still cared for. */
  readonly onto: readonly string[] | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

const DAY = 86_400;
/** Commits of at least so many days are looked at; further back to the last pick of a branch, but not without end. */
const LOOK_BACK = 90 * DAY;
const LOOK_BACK_MOST = 365 * DAY;

/** How each stable branch stands: what is proposed for it, what it lacks, what it took without the fix of it. */
export async function runBranches(workspace: Workspace, request: BranchesRequest): Promise<BranchesAnswer> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store, workspace);
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), asked: true, coming };
    const { drafts, threshold } = await draftRecent(workspace, { store, bench, update: request.update });
    const branches: BranchReport[] = [];
    for (const name of bench.onto) {
      throwIfStopped(workspace.signal);
      workspace.progress({ step: 'branches', done: branches.length, total: bench.onto.length, unit: 'branches' });
      branches.push(await reportBranch(workspace, { store, bench, drafts, threshold, name }));
    }
    return {
      asOf: isoDate(bench.asOf),
      mainline: history.mainline.ref,
      threshold: threshold.value,
      thresholdWhy: threshold.why,
      branches,
    };
  });
}

interface Recent {
  readonly drafts: readonly Draft[];
  readonly threshold: Threshold;
}

/** What `select` finds among the mainline commits that some of the branches may still take. */
async function draftRecent(
  workspace: Workspace,
  { store, bench, update }: { readonly store: HistoryStore; readonly bench: Bench; readonly update: boolean },
): Promise<Recent> {
  const { history, asOf, onto } = bench;
  const since = Math.min(asOf, ...onto.map((name) => lookBackTo(bench, name)));
  const { from, to } = history.between(since, asOf + 1);
  const rows = Array.from({ length: to - from }, (_, at) => from + at);
  const triage = await triageOf(workspace, { store, history, asOf });
  const mail = await openMailView(workspace, { bench, rows, update });
  const drafts = draftAll(workspace, { ...bench, mail }, { rows, triage });
  const threshold = thresholdOf(workspace, {
    bench,
    drafts,
    triage,
    request: { threshold: undefined, max: undefined },
  });
  return { drafts: await lookAtWanted(workspace, { store, bench, drafts, threshold }), threshold };
}

function lookBackTo({ history, asOf }: Bench, name: string): number {
  const position = history.branches.findIndex((branch) => branch.name === name);
  const last = lastPickTimes(history, asOf)[position];
  return Math.max(asOf - LOOK_BACK_MOST, Math.min(asOf - LOOK_BACK, last));
}

interface Reporting extends Recent {
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly name: string;
}

async function reportBranch(workspace: Workspace, parts: Reporting): Promise<BranchReport> {
  const { store, bench, name } = parts;
  const question = questionFor(bench, name);
  const { findings } = await auditOne(workspace, { store, bench, question });
  const branch: StableBranch = bench.history.branches[question.branch];
  return {
    name,
    tip: branch.tip,
    standing: tellStanding(question),
    ...countPicks(bench, name),
    since: isoDate(lookBackTo(bench, name)),
    ...sortProposals(parts),
    gaps: findings.filter(({ kind }) => kind === 'gap'),
    missing: findings.filter(({ kind }) => kind === 'missing fix' || kind === 'reverted upstream'),
  };
}

function countPicks(bench: Bench, name: string): Pick<BranchReport, 'lastPick' | 'picks90'> {
  const { history, asOf } = bench;
  const taken = listTaken(questionFor(bench, name));
  const last = taken.reduce((a, b) => (b.pick.knownSince >= a.pick.knownSince ? b : a), taken[0]);
  return {
    lastPick:
      last === undefined
        ? undefined
        : {
            sha: last.pick.stableSha,
            subject: history.commits[last.row].subject,
            date: isoDate(last.pick.knownSince),
          },
    picks90: taken.filter(({ pick }) => pick.knownSince > asOf - LOOK_BACK).length,
  };
}

type Sorted = Pick<BranchReport, 'proposed' | 'tagged' | 'adapt' | 'unsure' | 'waiting' | 'notProposed'>;

function sortProposals({ bench, drafts, threshold, name }: Reporting): Sorted {
  const since = lookBackTo(bench, name);
  const seen = drafts.filter(({ commit }) => commit.commitTime >= since);
  const lanes = new Map(seen.map((draft) => [draft, laneOf(bench, draft, threshold).lane]));
  const wanted = (ofLanes: readonly Lane[], answers: readonly BranchAnswerKind[]): BranchProposal[] =>
    seen
      .filter((draft) => ofLanes.includes(lanes.get(draft) ?? 'left'))
      .flatMap((draft) => proposalOn(draft, name, answers))
      .toSorted((a, b) => (b.probability ?? 0) - (a.probability ?? 0) || (a.sha < b.sha ? -1 : 1));
  const both: readonly Lane[] = ['proposal', 'tagged for stable'];
  return {
    proposed: wanted(['proposal'], ['take', 'take with prerequisites']),
    tagged: wanted(['tagged for stable'], ['take', 'take with prerequisites']),
    adapt: wanted(both, ['adapt']),
    unsure: wanted(both, ['unknown']),
    waiting: wanted(both, ['wait', 'hold']),
    notProposed: countReasons(
      seen.map((draft) => ({
        lane: lanes.get(draft) ?? 'left',
        probability: draft.score?.probability,
        threshold: threshold.value,
        answer: draft.branches.find(({ branch }) => branch === name)?.answer,
      })),
    ),
  };
}

function proposalOn(
  { commit, branches, score }: Draft,
  name: string,
  answers: readonly BranchAnswerKind[],
): BranchProposal[] {
  const answer = branches.find((each) => each.branch === name);
  if (answer === undefined || !answers.includes(answer.answer)) return [];
  const { sha, subject } = commit;
  return [{ sha, subject, probability: score?.probability, says: answer.says, why: answer.why }];
}
