import { runMerges } from './merges.ts';
import type { Merge, MergeReply } from './merges.ts';
import type { NearPlace, PickEnd } from './near-picks.ts';
import type { PickPlan, Step } from './pick-steps.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { keyOf, readTreeChanges } from './tree-changes.ts';
import type { TreeChange, TreePair } from './tree-changes.ts';
import type { Sha } from './types.ts';

/** A chain on its way. */
interface Walk {
  readonly plan: PickPlan;
  at: number;
  /** What the next step is picked onto. */
  tree: Sha;
  end: { readonly reply: MergeReply; readonly step: Step; readonly before: Sha } | undefined;
}

type FarPlace = Pick<NearPlace, 'scratch' | 'changes' | 'timeoutMs'>;

/** Picks by git's merge of whole trees, renames and all; all chains at the same step together. */
export async function tryFar(
  { scratch, changes, timeoutMs }: FarPlace,
  plans: readonly PickPlan[],
): Promise<ReadonlyMap<PickPlan, PickEnd>> {
  const walks = plans.map((plan): Walk => ({ plan, at: 0, tree: plan.onto, end: undefined }));
  for (let active = walks; active.length > 0; active = active.filter(({ end }) => end === undefined))
    await tryStep(scratch, active, timeoutMs);
  const made = await readTreeChanges(scratch.git, walks.flatMap(madePair));
  return new Map(walks.map((walk) => [walk.plan, endOf(walk, changes, made)]));
}

/** Moves every chain one step on. The same merge, asked by several, is done once. */
async function tryStep(scratch: ScratchObjects, walks: readonly Walk[], timeoutMs: number): Promise<void> {
  const merges = new Map<string, Merge>();
  for (const walk of walks) merges.set(mergeKey(walk), { ...walk.plan.steps[walk.at], ours: walk.tree });
  const replies = await runMerges(scratch, [...merges.values()], timeoutMs);
  const found = new Map([...merges.keys()].map((key, at) => [key, replies[at]] as const));
  for (const walk of walks) advance(walk, found.get(mergeKey(walk))!);
}

const mergeKey = ({ plan, at, tree }: Walk): string => `${plan.steps[at].sha} ${tree}`;

function advance(walk: Walk, reply: MergeReply): void {
  const { steps } = walk.plan;
  const step = steps[walk.at];
  if (reply.kind !== 'clean' || walk.at === steps.length - 1) {
    walk.end = { reply, step, before: walk.tree };
    return;
  }
  walk.tree = reply.tree;
  walk.at++;
}

function madePair({ end }: Walk): TreePair[] {
  return end?.reply.kind === 'clean' ? [{ from: end.before, to: end.reply.tree }] : [];
}

type Changes = ReadonlyMap<string, readonly TreeChange[]>;

function endOf(walk: Walk, changes: Changes, made: Changes): PickEnd {
  const { reply, step, before } = walk.end!;
  const own = changes.get(keyOf({ from: step.base, to: step.theirs }));
  if (reply.kind === 'failed') return { kind: 'unknown', why: `commit ${step.sha}: ${reply.why}` };
  if (reply.kind === 'conflict') return { kind: 'conflict', at: step.sha, raw: { ...reply, commit: own } };
  const { tree } = reply;
  const there = made.get(keyOf({ from: before, to: tree }));
  if (tree === before) return { kind: 'clean', tree, changed: false, renamed: false };
  if (own === undefined || there === undefined)
    return { kind: 'unknown', why: `commit ${step.sha}: it applies, but what it changes cannot be read` };
  const named = new Set(own.map(({ path }) => path));
  return { kind: 'clean', tree, changed: true, renamed: there.some(({ path }) => !named.has(path)) };
}
