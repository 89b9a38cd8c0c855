import { walkUntilDeath } from './diff-tree.ts';
import type { DiffTree } from './diff-tree.ts';
import { findMissing } from './missing-objects.ts';
import type { PatchBytes, Sha, Unread } from './types.ts';

/** Commits whose objects are looked for together, once one commit's were missing: each look starts five processes. */
const checkedTogether = 8192;

export interface PatchWalk extends DiffTree {
  /** `careful` is set once git died of an object: from then on objects are looked for before git is asked for patches. */
  readonly known: { careful: boolean };
}

type Patches = AsyncGenerator<PatchBytes | Unread, void, void>;

/** Patches in the order asked. A commit whose objects are missing is unread, and the walk goes on behind it. */
export async function* walkPatches(walk: PatchWalk, shas: Iterable<Sha>): Patches {
  const source = shas[Symbol.iterator]();
  try {
    let batch: Sha[] = [];
    if (!walk.known.careful) {
      const behind = yield* walkUntilDeath(walk, source);
      if (behind === undefined) return;
      walk.known.careful = true;
      batch = behind;
    }
    for (;;) {
      fill(batch, source);
      if (batch.length === 0) return;
      yield* walkChecked(walk, batch);
      batch = [];
    }
  } finally {
    source.return?.();
  }
}

function fill(batch: Sha[], source: Iterator<Sha>): void {
  while (batch.length < checkedTogether) {
    const next = source.next();
    if (next.done === true) return;
    batch.push(next.value);
  }
}

/** Looks for missing objects first, so that git dies only of what that look cannot see. */
async function* walkChecked(walk: PatchWalk, batch: readonly Sha[]): Patches {
  const missing = await findMissing(walk.git, batch);
  const patches = walkRestarting(
    walk,
    batch.filter((sha) => !missing.has(sha)),
  );
  try {
    for (const sha of batch) {
      const why = missing.get(sha);
      const next = why === undefined ? await patches.next() : undefined;
      if (next?.done === true) return;
      yield next?.value ?? { kind: 'unread', sha, why: why! };
    }
  } finally {
    await patches.return();
  }
}

async function* walkRestarting(walk: PatchWalk, shas: readonly Sha[]): Patches {
  let rest: readonly Sha[] | undefined = shas;
  while (rest !== undefined && rest.length > 0) {
    const source = rest.values();
    const behind: readonly Sha[] | undefined = yield* walkUntilDeath(walk, source);
    rest = behind === undefined ? undefined : [...behind, ...source];
  }
}
