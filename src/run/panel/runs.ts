import { UsageError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import {
  addSums,
  buildPolicy,
  decide,
  NOTHING_SPENT,
  type MemberAnswer,
  type Policy,
  type Verdict,
} from '../../panel/index.ts';
import { openSteps, type RunRecord, type StepStore } from '../steps/index.ts';
import type { MemberShare } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { passes } from './judge-case.ts';

/** A stored run, and how far its latest call came: it is finished when that one is done with every commit. */
export interface RunState extends RunRecord {
  readonly done: number;
}

/** A stored run with what came of it. */
export interface RunReport {
  readonly run: RunState;
  /** By commit, of those that the repository has. */
  readonly subjects: Readonly<Record<string, string>>;
  /** The last verdict on each commit, in the order in which they were reached. */
  readonly verdicts: readonly Verdict[];
  readonly members: readonly MemberShare[];
}

/** Where runs are kept, and the commits that they are about. */
type Kept = Pick<Workspace, 'storeFolder' | 'repository'>;

/** Stored runs, newest first; none when nobody was asked yet. */
export async function listRuns(workspace: Pick<Workspace, 'storeFolder'>): Promise<readonly RunState[]> {
  try {
    return await withSteps(workspace, async (steps) => {
      const states: RunState[] = [];
      for (const run of await steps.listRuns()) states.push(await readState(steps, run));
      return states;
    });
  } catch (error) {
    if (error instanceof UsageError && error.code === 'no-runs') return [];
    throw error;
  }
}

async function readState(steps: StepStore, run: RunRecord): Promise<RunState> {
  if (run.done !== undefined) return { ...run, done: run.done };
  const done = new Map<string, boolean>();
  for await (const { sha, body } of steps.loadLatest(run.id)) done.set(sha, isDone(body as Verdict));
  return { ...run, done: [...done.values()].filter(Boolean).length };
}

/** Whether a later call need ask nobody about the commit: it is settled, or all who could say something did. */
export const isDone = ({ verdict, silent }: Verdict): boolean =>
  verdict !== 'unsettled' || !silent.some(({ silence }) => passes(silence));

/** UsageError `unknown-run`, with the id that was probably meant. */
export function readRun(workspace: Kept, id: string): Promise<RunReport> {
  return withSteps(workspace, async (steps) => {
    const run = await findRun(steps, id);
    const verdicts = await readVerdicts(steps, run.id);
    const [state, members] = [await readState(steps, run), await readShares(steps, run.id)];
    return { run: state, subjects: await readSubjects(workspace, verdicts), verdicts, members };
  });
}

async function readSubjects({ repository }: Kept, verdicts: readonly Verdict[]): Promise<RunReport['subjects']> {
  const subjects: Record<string, string> = {};
  for await (const commit of repository.commits(verdicts.map(({ sha }) => sha)))
    if (commit.kind === 'commit') subjects[commit.sha] = commit.subject;
  return subjects;
}

/** A stored run decided again under other rules: no model is asked. Errors as {@link readRun}. */
export async function replayRun(
  workspace: Kept,
  { id, changes }: { readonly id: string; readonly changes: Partial<Policy> },
): Promise<RunReport> {
  const report = await readRun(workspace, id);
  const policy = buildPolicy(countMembers(report), changes);
  return { ...report, verdicts: report.verdicts.map((verdict) => decideAgain(verdict, policy)) };
}

/** Members that were asked in the first round. */
const countMembers = ({ verdicts }: RunReport): number =>
  Math.max(0, ...verdicts.map(({ judgements, silent }) => judgements.length + silent.length));

/** A commit that could not be read stays unread under every policy. */
function decideAgain(verdict: Verdict, policy: Policy): Verdict {
  return verdict.code === 'unread' ? verdict : decide({ ...verdict, policy });
}

async function withSteps<T>(
  { storeFolder }: Pick<Workspace, 'storeFolder'>,
  work: (steps: StepStore) => Promise<T>,
): Promise<T> {
  const steps = await openSteps({ folder: storeFolder, mode: 'read' });
  try {
    return await work(steps);
  } finally {
    await steps.close();
  }
}

async function findRun(steps: StepStore, id: string): Promise<RunRecord> {
  const runs = await steps.listRuns();
  const found = runs.filter((run) => run.id.startsWith(id));
  if (id !== '' && found.length === 1) return found[0];
  const ids = runs.map((run) => run.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? 'autosel runs lists them' : `did you mean ${meant}?`;
  throw new UsageError('unknown-run', `there is no run ${JSON.stringify(id)}; ${hint}`);
}

async function readVerdicts(steps: StepStore, run: string): Promise<readonly Verdict[]> {
  const last = new Map<string, Verdict>();
  for await (const { sha, body } of steps.loadSteps(run, 'verdict')) last.set(sha, body as Verdict);
  return [...last.values()];
}

export async function readShares(steps: StepStore, run: string): Promise<readonly MemberShare[]> {
  const shares = new Map<string, MemberShare>();
  for await (const { body } of steps.loadSteps(run, 'answer')) {
    const { member, model, kind, spent } = body as MemberAnswer;
    const key = `${member}\n${model}`;
    const before = shares.get(key) ?? { member, model, answers: 0, silent: 0, spent: NOTHING_SPENT };
    shares.set(key, {
      ...before,
      answers: before.answers + 1,
      silent: before.silent + (kind === 'silent' ? 1 : 0),
      spent: addSums(before.spent, spent),
    });
  }
  return [...shares.values()];
}
