import type { ConflictPlace, SeenPick } from '../../evidence/index.ts';
import type { PickOutcome, PickRequest, Repository } from '../../git/index.ts';
import type { Task } from './task.ts';

/** A pick that takes longer alone is not tried to its end; milliseconds. */
const TIMEOUT_MS = 10_000;
/** Conflicting files, and changes of one, that are kept. */
const KEPT_FILES = 40;
const KEPT_CHANGES = 20;

/**
 * Tries each task's commit on the tip of its branch, behind the prerequisites that its message names. `withChanges`: tell the conflicting
 * lines too, which is dear and of use only where somebody would adapt the commit.
 */
export async function tryPicks(
  repository: Repository,
  tasks: readonly Task[],
  withChanges: (task: Task) => boolean,
): Promise<void> {
  const requests = tasks.map((task): PickRequest => {
    const { tip, first } = task.seen;
    return { commit: task.sha, onto: tip, first, changes: withChanges(task) };
  });
  let at = 0;
  for await (const outcome of repository.picks(requests, { timeoutMs: TIMEOUT_MS })) {
    const task = tasks[at];
    task.seen = { ...task.seen, pick: readOutcome(outcome) };
    at += 1;
  }
}

export function readOutcome(outcome: PickOutcome): SeenPick {
  switch (outcome.kind) {
    case 'already-there':
      return { kind: 'already there' };
    case 'clean':
      return { kind: 'clean', renamed: outcome.renamed };
    case 'conflict':
      return { kind: 'conflicts', at: outcome.at, files: outcome.files.slice(0, KEPT_FILES).map(placeOf) };
    case 'unknown':
      return { kind: 'unknown', why: outcome.why };
  }
}

const placeOf = ({ path, oldPath, kind, changes }: ConflictPlace): ConflictPlace => ({
  path,
  oldPath,
  kind,
  changes: changes?.slice(0, KEPT_CHANGES),
});
