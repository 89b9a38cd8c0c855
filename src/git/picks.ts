import type { ObjectReader } from './cat-file.ts';
import { readCommits } from './commits.ts';
import { readConflicts } from './conflicts.ts';
import type { RawConflict } from './conflicts.ts';
import { runMerges } from './merges.ts';
import type { Merge, MergeReply } from './merges.ts';
import type { PickOptions, PickOutcome, PickRequest } from './pick-types.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { parseSha } from './sha.ts';
import { keyOf, readTreeChanges } from './tree-changes.ts';
import type { TreeChange, TreePair } from './tree-changes.ts';
import type { Commit, Sha, Unread } from './types.ts';

const defaultBatch = 500;
const defaultTimeoutMs = 10_000;

export interface PickWalk {
  readonly reader: ObjectReader;
  /** Why no pick can be tried here at all, undefined when picks can be tried. */
  unsupported(): Promise<string | undefined>;
  /** A scratch store that is closed together with the repository. */
  openScratch(): ScratchObjects;
}

/**
 * Tries picks without writing to the repository, in the order asked. A chain is picked commit by commit, all chains of a
 * batch at the same step together. A request that fails is `unknown`, and the others go on.
 */
export async function* walkPicks(
  walk: PickWalk,
  requests: Iterable<PickRequest>,
  options: PickOptions = {},
): AsyncGenerator<PickOutcome, void, void> {
  const why = await walk.unsupported();
  for (const batch of cutBatches(requests, options.batch ?? defaultBatch)) {
    if (why === undefined) yield* await tryBatch(walk, batch, options);
    else yield* batch.map((request): PickOutcome => ({ kind: 'unknown', request, why }));
  }
}

function* cutBatches(requests: Iterable<PickRequest>, size: number): Generator<PickRequest[]> {
  let batch: PickRequest[] = [];
  for (const request of requests) {
    batch.push(request);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A commit as a change of trees. */
export interface Step {
  readonly sha: Sha;
  readonly base: Sha;
  readonly theirs: Sha;
}

/** One request on its way along its chain. */
interface Task {
  readonly request: PickRequest;
  readonly steps: readonly Step[];
  at: number;
  /** What the next step is picked onto. */
  tree: Sha;
  end: { readonly reply: MergeReply; readonly step: Step; readonly before: Sha } | undefined;
}

async function tryBatch(
  walk: PickWalk,
  batch: readonly PickRequest[],
  { timeoutMs = defaultTimeoutMs, changes = true }: PickOptions,
): Promise<PickOutcome[]> {
  const plans = await planTasks(walk.reader, batch);
  const tasks = plans.filter((plan) => typeof plan.made !== 'string').map(({ made }) => made as Task);
  const scratch = walk.openScratch();
  try {
    for (let active = tasks; active.length > 0; active = active.filter(({ end }) => end === undefined)) {
      await tryStep(scratch, active, timeoutMs);
    }
    const ends = await readEnds(scratch, tasks, changes);
    return plans.map(({ request, made }) =>
      typeof made === 'string' ? { kind: 'unknown', request, why: made } : ends.get(made)!,
    );
  } finally {
    await scratch.close();
  }
}

async function planTasks(
  reader: ObjectReader,
  batch: readonly PickRequest[],
): Promise<{ readonly request: PickRequest; readonly made: Task | string }[]> {
  const known = new Map<Sha, Commit | Unread>();
  await readInto(
    known,
    reader,
    batch.flatMap(({ commit, onto, first = [] }) => [commit, onto, ...first]),
  );
  const parents = [...known.values()].flatMap((found) =>
    found.kind === 'commit' && found.parents.length === 1 ? found.parents : [],
  );
  await readInto(known, reader, parents);
  return batch.map((request) => ({ request, made: planTask(known, request) }));
}

/** One commit as a change of trees, and where a series that begins at another one starts; a reason where they cannot be read. */
export async function readStep(
  reader: ObjectReader,
  request: Pick<PickRequest, 'commit' | 'onto'>,
): Promise<{ readonly step: Step; readonly onto: Sha } | string> {
  const [{ made }] = await planTasks(reader, [request]);
  return typeof made === 'string' ? made : { step: made.steps[0], onto: made.tree };
}

async function readInto(known: Map<Sha, Commit | Unread>, reader: ObjectReader, shas: readonly Sha[]): Promise<void> {
  const wanted = new Set(shas.map(parseSha).filter((sha) => !known.has(sha)));
  for await (const found of readCommits(reader, wanted)) known.set(found.sha, found);
}

type Known = ReadonlyMap<Sha, Commit | Unread>;

function planTask(known: Known, request: PickRequest): Task | string {
  const onto = treeOf(known, request.onto);
  if (onto.why !== undefined) return onto.why;
  const steps: Step[] = [];
  for (const sha of [...(request.first ?? []), request.commit]) {
    const step = planStep(known, sha);
    if (typeof step === 'string') return step;
    steps.push(step);
  }
  return { request, steps, at: 0, tree: onto.tree, end: undefined };
}

function planStep(known: Known, sha: Sha): Step | string {
  const own = known.get(sha);
  if (own?.kind !== 'commit') return `commit ${sha}: ${own?.why ?? 'it was not read'}`;
  const [parent, ...others] = own.parents;
  if (parent === undefined) return `commit ${sha} is a root commit: there is nothing before it to compare with`;
  if (others.length > 0) return `commit ${sha} is a merge: which side it was made for is not known`;
  const base = treeOf(known, parent);
  return base.why ?? { sha, base: base.tree, theirs: own.tree };
}

function treeOf(known: Known, sha: Sha): { readonly tree: Sha; readonly why?: undefined } | { readonly why: string } {
  const found = known.get(sha);
  return found?.kind === 'commit' ? { tree: found.tree } : { why: `commit ${sha}: ${found?.why ?? 'it was not read'}` };
}

/** Moves every task one step on. The same merge, asked by several, is done once. */
async function tryStep(scratch: ScratchObjects, tasks: readonly Task[], timeoutMs: number): Promise<void> {
  const merges = new Map<string, Merge>();
  for (const task of tasks) merges.set(mergeKey(task), { ...task.steps[task.at], ours: task.tree });
  const replies = await runMerges(scratch, [...merges.values()], timeoutMs);
  const found = new Map([...merges.keys()].map((key, at) => [key, replies[at]] as const));
  for (const task of tasks) advance(task, found.get(mergeKey(task))!);
}

const mergeKey = ({ steps, at, tree }: Task): string => `${steps[at].sha} ${tree}`;

function advance(task: Task, reply: MergeReply): void {
  const step = task.steps[task.at];
  if (reply.kind !== 'clean' || task.at === task.steps.length - 1) {
    task.end = { reply, step, before: task.tree };
    return;
  }
  task.tree = reply.tree;
  task.at++;
}

/** Outcomes in words of the request: which paths, which changes. Reads what the merges left in the scratch store. */
async function readEnds(
  scratch: ScratchObjects,
  tasks: readonly Task[],
  withChanges: boolean,
): Promise<Map<Task, PickOutcome>> {
  const changes = await readTreeChanges(scratch.git, tasks.flatMap(comparedTrees));
  const ends = new Map<Task, PickOutcome>();
  const conflicts: { readonly task: Task; readonly at: Sha; readonly raw: RawConflict }[] = [];
  for (const task of tasks) {
    const { reply, step } = task.end!;
    if (reply.kind === 'conflict')
      conflicts.push({ task, at: step.sha, raw: { ...reply, commit: changes.get(keyOf(ownChange(step))) } });
    else ends.set(task, outcomeOf(task, changes));
  }
  const files = await readConflicts(
    scratch,
    conflicts.map(({ raw }) => raw),
    withChanges,
  );
  for (const [index, { task, at }] of conflicts.entries())
    ends.set(task, { kind: 'conflict', request: task.request, at, files: files[index] });
  return ends;
}

const ownChange = (step: Step): TreePair => ({ from: step.base, to: step.theirs });

function comparedTrees(task: Task): TreePair[] {
  const { reply, step, before } = task.end!;
  if (reply.kind === 'failed') return [];
  return reply.kind === 'conflict' ? [ownChange(step)] : [ownChange(step), { from: before, to: reply.tree }];
}

function outcomeOf(task: Task, changes: ReadonlyMap<string, readonly TreeChange[]>): PickOutcome {
  const { request } = task;
  const { reply, step, before } = task.end!;
  if (reply.kind === 'failed') return { kind: 'unknown', request, why: `commit ${step.sha}: ${reply.why}` };
  if (reply.tree === before) return { kind: 'already-there', request };
  const own = changes.get(keyOf(ownChange(step)));
  const made = changes.get(keyOf({ from: before, to: reply.tree }));
  if (own === undefined || made === undefined)
    return { kind: 'unknown', request, why: `commit ${step.sha}: it applies, but what it changes cannot be read` };
  const named = new Set(own.map(({ path }) => path));
  return { kind: 'clean', request, tree: reply.tree, renamed: made.some(({ path }) => !named.has(path)) };
}
