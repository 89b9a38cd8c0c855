import { UnjudgeableError } from '../errors.ts';
import { mergeBlobs } from './blob-merges.ts';
import type { BlobMerge, BlobReply } from './blob-merges.ts';
import type { RawConflict } from './conflicts.ts';
import { planEdits } from './near-edits.ts';
import type { NearEdits } from './near-edits.ts';
import type { PickPlan, Step } from './pick-steps.ts';
import type { RenameLook } from './renames.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { keyOf } from './tree-changes.ts';
import type { TreeChange } from './tree-changes.ts';
import type { TreeEdit } from './tree.ts';
import type { Sha } from './types.ts';

/** How a chain of picks ended. `clean`: `tree` is what the whole chain came to, `changed` whether its last step did anything. */
export type PickEnd =
  | { readonly kind: 'clean'; readonly tree: Sha; readonly changed: boolean; readonly renamed: boolean }
  | { readonly kind: 'conflict'; readonly at: Sha; readonly raw: RawConflict }
  | { readonly kind: 'unknown'; readonly why: string };

export interface NearPlace {
  readonly scratch: ScratchObjects;
  readonly renames: RenameLook;
  /** What each step changes, by {@link keyOf}. */
  readonly changes: ReadonlyMap<string, readonly TreeChange[]>;
  readonly timeoutMs: number;
}

/** A chain on its way. */
interface Walk {
  readonly plan: PickPlan;
  at: number;
  /** Paths that the steps so far gave another content. */
  readonly edits: Map<string, TreeEdit>;
  changed: boolean;
  end: PickEnd | 'far' | undefined;
}

/**
 * Picks whose every file is on the branch under its own name, by the contents of those files alone: what git's merge of whole trees
 * says as well, at a tenth of its price, as trees that are far from one another take long to compare. A pick that could have to do
 * with renames has no entry in the answer.
 */
export async function tryNear(place: NearPlace, plans: readonly PickPlan[]): Promise<ReadonlyMap<PickPlan, PickEnd>> {
  const walks = plans.map((plan): Walk => ({ plan, at: 0, edits: new Map(), changed: false, end: undefined }));
  const merged = new Map<string, BlobReply>();
  for (let active = walks; active.length > 0; active = active.filter(({ end }) => end === undefined)) {
    const planned: (NearEdits | 'far')[] = [];
    for (const walk of active) planned.push(await planStep(place, walk));
    await mergeNew(place, planned, merged);
    for (const [at, walk] of active.entries()) await advance(place, walk, { planned: planned[at], merged });
  }
  const near = new Map<PickPlan, PickEnd>();
  for (const { plan, end } of walks) if (end !== undefined && end !== 'far') near.set(plan, end);
  return near;
}

const stepOf = ({ plan, at }: Walk): Step => plan.steps[at];

async function planStep({ renames, changes }: NearPlace, walk: Walk): Promise<NearEdits | 'far'> {
  const step = stepOf(walk);
  const own = changes.get(keyOf({ from: step.base, to: step.theirs }));
  if (own === undefined) return 'far';
  return farWhereUnread(() => planEdits({ renames, base: step.base, onto: walk.plan.onto, edits: walk.edits }, own));
}

/** Trees that are not here: git finds out which. */
async function farWhereUnread<T>(read: () => Promise<T>): Promise<T | 'far'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnjudgeableError) return 'far';
    throw error;
  }
}

const mergeKey = ({ base, ours, theirs }: BlobMerge): string => `${base} ${ours} ${theirs}`;

/** The same merge, asked for on several branches, is done once. */
async function mergeNew(
  { scratch, timeoutMs }: NearPlace,
  planned: readonly (NearEdits | 'far')[],
  merged: Map<string, BlobReply>,
): Promise<void> {
  const wanted = new Map<string, BlobMerge>();
  for (const { merges } of planned.filter((each) => each !== 'far'))
    for (const { blobs } of merges) if (!merged.has(mergeKey(blobs))) wanted.set(mergeKey(blobs), blobs);
  const replies = await mergeBlobs(scratch, [...wanted.values()], timeoutMs);
  for (const [at, key] of [...wanted.keys()].entries()) merged.set(key, replies[at]);
}

interface Planned {
  readonly planned: NearEdits | 'far';
  readonly merged: ReadonlyMap<string, BlobReply>;
}

async function advance(place: NearPlace, walk: Walk, { planned, merged }: Planned): Promise<void> {
  if (planned === 'far') {
    walk.end = 'far';
    return;
  }
  const replies = planned.merges.map((each) => ({ ...each, reply: merged.get(mergeKey(each.blobs))! }));
  const failed = replies.find(({ reply }) => reply.kind === 'failed')?.reply;
  const conflicts = conflictsOf(planned, replies);
  if (failed?.kind === 'failed') walk.end = { kind: 'unknown', why: `commit ${stepOf(walk).sha}: ${failed.why}` };
  else if (conflicts.stages.length > 0) walk.end = endInConflict(place, walk, conflicts);
  else {
    const edits = [
      ...planned.edits,
      ...replies.flatMap(({ path, mode, ours, reply }) =>
        reply.kind === 'clean' && (reply.id !== ours.id || mode !== ours.mode)
          ? [[path, { mode, id: reply.id }] as const]
          : [],
      ),
    ];
    for (const [path, edit] of edits) walk.edits.set(path, edit);
    walk.changed = edits.length > 0;
    walk.at += 1;
    if (walk.at === walk.plan.steps.length) walk.end = await farWhereUnread(() => endClean(place, walk));
  }
}

type Merged = NearEdits['merges'][number] & { readonly reply: BlobReply };
type Conflicts = Pick<RawConflict, 'stages' | 'notes'>;

/** In the order of paths, as git has them. */
function conflictsOf({ refused }: NearEdits, merged: readonly Merged[]): Conflicts {
  const each = [
    ...refused,
    ...merged.flatMap(({ path, stages, reply }) =>
      reply.kind === 'conflict' ? [{ path, stages, types: reply.types }] : [],
    ),
  ].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return {
    stages: each.flatMap(({ stages }) => stages),
    notes: each.flatMap(({ path, types }) => types.map((type) => ({ type, paths: [path] }))),
  };
}

function endInConflict({ changes }: NearPlace, walk: Walk, conflicts: Conflicts): PickEnd {
  const { sha, base, theirs } = stepOf(walk);
  return { kind: 'conflict', at: sha, raw: { ...conflicts, commit: changes.get(keyOf({ from: base, to: theirs })) } };
}

async function endClean({ renames }: NearPlace, { plan, edits, changed }: Walk): Promise<PickEnd> {
  const tree = edits.size === 0 ? plan.onto : await renames.trees.idAfter(plan.onto, edits);
  return { kind: 'clean', tree, changed, renamed: false };
}
