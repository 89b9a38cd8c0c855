import type { ObjectReader } from './cat-file.ts';
import { readConflicts } from './conflicts.ts';
import { tryFar } from './far-picks.ts';
import { tryNear } from './near-picks.ts';
import type { PickEnd } from './near-picks.ts';
import { planPicks } from './pick-steps.ts';
import type { PickPlan } from './pick-steps.ts';
import type { ConflictFile, PickOptions, PickOutcome, PickRequest } from './pick-types.ts';
import type { RenameLook } from './renames.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { readTreeChanges } from './tree-changes.ts';

const defaultBatch = 500;
const defaultTimeoutMs = 10_000;

export interface PickWalk {
  readonly reader: ObjectReader;
  readonly renames: RenameLook;
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
    if (why === undefined) yield* await tryBatch(walk, batch, options.timeoutMs ?? defaultTimeoutMs);
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

async function tryBatch(
  walk: PickWalk,
  batch: readonly PickRequest[],
  timeoutMs: number,
): Promise<readonly PickOutcome[]> {
  const planned = await planPicks(walk.reader, batch);
  const plans = planned.filter((plan) => typeof plan !== 'string');
  const scratch = walk.openScratch();
  try {
    const changes = await readTreeChanges(
      scratch.git,
      plans.flatMap(({ steps }) => steps.map(({ base, theirs }) => ({ from: base, to: theirs }))),
    );
    const near = await tryNear({ scratch, renames: walk.renames, changes, timeoutMs }, plans);
    const rest = plans.filter((plan) => !near.has(plan));
    const ends = new Map([...near, ...(await tryFar({ scratch, changes, timeoutMs }, rest))]);
    const files = await readConflictFiles(scratch, ends);
    return planned.map((plan, at): PickOutcome => {
      const request = batch[at];
      if (typeof plan === 'string') return { kind: 'unknown', request, why: plan };
      return outcomeOf(request, ends.get(plan)!, files.get(plan) ?? []);
    });
  } finally {
    await scratch.close();
  }
}

async function readConflictFiles(
  scratch: ScratchObjects,
  ends: ReadonlyMap<PickPlan, PickEnd>,
): Promise<ReadonlyMap<PickPlan, readonly ConflictFile[]>> {
  const conflicts = [...ends].flatMap(([plan, end]) => (end.kind === 'conflict' ? [{ plan, raw: end.raw }] : []));
  const files = await readConflicts(
    scratch,
    conflicts.map(({ plan, raw }) => ({ ...raw, withChanges: plan.request.changes ?? true })),
  );
  return new Map(conflicts.map(({ plan }, at) => [plan, files[at]]));
}

function outcomeOf(request: PickRequest, end: PickEnd, files: readonly ConflictFile[]): PickOutcome {
  switch (end.kind) {
    case 'clean':
      return end.changed
        ? { kind: 'clean', request, tree: end.tree, renamed: end.renamed }
        : { kind: 'already-there', request };
    case 'conflict':
      return { kind: 'conflict', request, at: end.at, files };
    case 'unknown':
      return { kind: 'unknown', request, why: end.why };
  }
}
