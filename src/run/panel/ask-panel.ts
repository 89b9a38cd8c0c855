import type { Budget } from '../../config-panel.ts';
import { UnjudgeableError } from '../../errors.ts';
import { labelModel, Meter, type LanguageModelConfig } from '../../models/index.ts';
import {
  combineProbability,
  learnCombination,
  NOTHING_SPENT,
  type MemberAnswer,
  type Verdict,
} from '../../panel/index.ts';
import { plural } from '../../plural.ts';
import { hashInputs } from '../ledger.ts';
import type { Draft } from '../judge.ts';
import { openSteps, type RunRecord, type StepStore } from '../steps/index.ts';
import { throwIfStopped } from '../stop.ts';
import type { MemberShare } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { buildCase, type CaseTable } from './case.ts';
import { inParallel } from './in-parallel.ts';
import { isFinal, judgeCase, type PanelListener, type PanelSession } from './judge-case.ts';
import { makeKeeper } from './keeper.ts';
import { neededModels, openPanel, type OpenPanel } from './open-panel.ts';
import { watchOutage } from './outage.ts';
import { readPast } from './past.ts';
import { makePurse, type Purse } from './purse.ts';
import { isDone, readShares } from './runs.ts';

/** What a panel is asked, and how much that may cost. */
export interface PanelQuestion {
  readonly question: RunRecord['question'];
  /** What was asked, for people; JSON. The same request about the same commits is the same run. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly models: readonly LanguageModelConfig[];
  readonly budget: Budget;
  /** Everything that cases are built from, but the guidance, which the panel brings. */
  readonly table: Omit<CaseTable, 'guidance'>;
  readonly drafts: readonly Draft[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly listener?: PanelListener | undefined;
  readonly onVerdict?: (verdict: Verdict) => void;
}

/** What came of it. */
export interface PanelResult {
  readonly run: RunRecord;
  /** One for each draft, in their order. */
  readonly verdicts: readonly Verdict[];
  /** What each member did in the whole run; of the models that are asked now. */
  readonly members: readonly MemberShare[];
  /** What these models took in the whole run, in this call and before. */
  readonly spent: Purse['spent'];
  /** Questions that this call asked; none where all answers were kept. */
  readonly asked: number;
}

/**
 * Asks the panel about every draft. What the run finished before is not asked again; a budget that is spent gives `unsettled: budget`.
 * Throws StoppedError on the signal, UsageError as {@link openPanel}; every answer is kept before anybody sees it.
 */
export async function askPanel(workspace: Workspace, question: PanelQuestion): Promise<PanelResult> {
  const steps = await openSteps({ folder: workspace.storeFolder, mode: 'write' });
  try {
    return await askWith(workspace, steps, question);
  } finally {
    await steps.close();
  }
}

async function askWith(workspace: Workspace, steps: StepStore, question: PanelQuestion): Promise<PanelResult> {
  const { budget, now } = question;
  const models = await neededModels(workspace, question.models);
  const run = await startRun(steps, question, now);
  const meter = new Meter();
  const asked = new Set(models.map(labelModel));
  const purse = makePurse({ budget, models, meter, before: await spentBefore(steps, run.id, asked) });
  const panel = await openPanel(workspace, {
    ...{ models, steps, purse, meter, question: question.question === 'cve' ? 'cve' : undefined },
  });
  try {
    // What stable branches decided says nothing of CVEs.
    const past = question.question === 'cve' ? [] : await readPast(steps, question.table.bench);
    const combination = learnCombination(past);
    const combine: PanelSession['combine'] = (votes) => combineProbability(combination, votes);
    const verdicts = await judgeAll(workspace, question, { steps, run, purse, panel, combine });
    await steps.endCall(run.id, { at: now, done: verdicts.filter(isDone).length });
    const members = (await readShares(steps, run.id)).filter(({ model }) => asked.has(model));
    return { run, verdicts, members, spent: purse.spent, asked: meter.total.questions };
  } finally {
    await panel.close();
  }
}

/** The same question is the same run: a call after a stop goes on with it. */
async function startRun(steps: StepStore, { question, request, drafts }: PanelQuestion, now: number) {
  const shas = drafts.map(({ commit }) => commit.sha).toSorted();
  const id = hashInputs([question, request, shas]).slice(0, 12);
  await steps.beginCall({ id, question, startedAt: now, request, commits: drafts.length });
  const run = await steps.loadRun(id);
  if (run === undefined) throw new Error(`run ${id} was not written`);
  return run;
}

/** What earlier calls took from the models that are asked now: a run is a question, and others may have been asked it. */
async function spentBefore(steps: StepStore, run: string, asked: ReadonlySet<string>): Promise<Purse['spent']> {
  const spent = { microUsd: 0, tokens: 0 };
  for await (const { body } of steps.loadSteps(run, 'answer')) {
    const { model, spent: took } = body as MemberAnswer;
    if (!asked.has(model)) continue;
    const { microUsd, inputTokens, outputTokens } = took;
    spent.microUsd += microUsd ?? 0;
    spent.tokens += inputTokens + outputTokens;
  }
  return spent;
}

interface Judging {
  readonly combine: PanelSession['combine'];
  readonly steps: StepStore;
  readonly run: RunRecord;
  readonly purse: Purse;
  readonly panel: OpenPanel;
}

async function judgeAll(workspace: Workspace, question: PanelQuestion, judging: Judging): Promise<readonly Verdict[]> {
  const { steps, run, purse, panel, combine } = judging;
  const { signal } = workspace;
  const outage = watchOutage();
  const keeper = makeKeeper({ store: steps, run: run.id, reuse: (body) => isFinal(body as MemberAnswer) });
  const table: CaseTable = { ...question.table, guidance: panel.guidance };
  const verdicts = new Map<string, Verdict>();
  // The most probable first: where the budget ends early, the others are what is left.
  const drafts = question.drafts.toSorted((a, b) => (b.score?.probability ?? 0) - (a.score?.probability ?? 0));
  const readAhead = planReading(table, drafts);
  const work = async (draft: Draft): Promise<Verdict> => {
    throwIfStopped(signal);
    const { listener } = question;
    const session = { panel, keeper, purse, outage, signal, listener, combine };
    await readAhead(draft);
    const verdict = await judgeDraft(table, session, draft);
    await steps.saveStep(verdictStep(run.id, verdict));
    return verdict;
  };
  for await (const verdict of inParallel(drafts, { width: workspace.config.panel.concurrency, work })) {
    verdicts.set(verdict.sha, verdict);
    outage.note(verdict);
    question.onVerdict?.(verdict);
    workspace.progress(sayProgress(verdicts.size, question.drafts.length, purse.spent));
  }
  tellLeft(workspace, [...verdicts.values()], outage.why);
  return question.drafts.flatMap(({ commit }) => verdicts.get(commit.sha) ?? []);
}

/** Says which commits wait for another call, and why. */
function tellLeft({ note }: Workspace, verdicts: readonly Verdict[], outage: string | undefined): void {
  if (outage !== undefined)
    note(`autosel: nobody was asked any more: ${outage}; the same call goes on when that is mended`);
  const poor = verdicts.filter(({ code }) => code === 'budget').length;
  if (poor > 0)
    note(
      `autosel: the budget ended before ${plural(poor, 'commit was', 'commits were')} judged; the same call with a larger one goes on`,
    );
}

/** Commits whose patches are read together. */
const READ_TOGETHER = 16;

/** Waits until the draft's patch is read, with those of its neighbours in the order of work. */
function planReading({ readAhead }: CaseTable, drafts: readonly Draft[]): (draft: Draft) => Promise<void> {
  const shas = drafts.map(({ commit }) => commit.sha);
  const places = new Map(shas.map((sha, at) => [sha, Math.floor(at / READ_TOGETHER)]));
  const reading = new Map<number, Promise<void>>();
  return ({ commit }) => {
    const group = places.get(commit.sha) ?? 0;
    const begun = reading.get(group) ?? readAhead(shas.slice(group * READ_TOGETHER, (group + 1) * READ_TOGETHER));
    reading.set(group, begun);
    return begun;
  };
}

async function judgeDraft(table: CaseTable, session: PanelSession, draft: Draft): Promise<Verdict> {
  try {
    return await judgeCase(session, await buildCase(table, draft));
  } catch (error) {
    if (error instanceof UnjudgeableError) return unreadVerdict(draft, error.message);
    throw error;
  }
}

/** A commit that cannot be read is one that nobody was asked about. */
const unreadVerdict = ({ commit, score }: Draft, why: string): Verdict => ({
  ...{ sha: commit.sha, verdict: 'unsettled', code: 'unread', why: `Nobody was asked: ${why}.` },
  ...{ judgements: [], silent: [], referee: undefined, yesShare: undefined, warnings: [] },
  ...{ triage: score?.probability, probability: undefined, spent: NOTHING_SPENT },
});

const verdictStep = (run: string, verdict: Verdict) => ({
  ...{ run, sha: verdict.sha, kind: 'verdict' as const, member: '' },
  ...{ key: hashInputs(['verdict', verdict]), body: verdict },
});

const sayProgress = (done: number, total: number, { microUsd, tokens }: Purse['spent']) => ({
  step: microUsd > 0 ? `panel, ${(microUsd / 1e6).toFixed(2)} USD` : `panel, ${Math.round(tokens / 1000)}k tokens`,
  ...{ done, total, unit: 'commits' },
});
