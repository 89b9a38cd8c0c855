import type { ConflictPlace, SeenChain, SeenPick } from '../../evidence/index.ts';
import type { PickRequest, Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { findOrigins } from './origins.ts';
import type { OriginPlace, ReadLines } from './origins.ts';
import { readOutcome } from './picks.ts';
import type { Task } from './task.ts';

/** More commits than this are no prerequisites but another branch: maintainers adapt the patch then. */
export const MOST = 3;

/** A task on its way to a chain of picks that applies. */
interface Attempt {
  readonly task: Task;
  readonly known: Set<Sha>;
  /** Those of them behind the task's own conflict; the others are in the way of these. */
  readonly direct: Set<Sha>;
  /** What conflicted last. */
  at: Sha;
  files: readonly ConflictPlace[];
  end: SeenChain | undefined;
}

/**
 * For each task whose pick conflicts: which mainline commits the branch lacks made the conflicting lines, and whether at most three of
 * them, picked first in mainline order, are enough. Their own conflicts are traced in the same way.
 */
export async function findChains(place: OriginPlace, tasks: readonly Task[]): Promise<void> {
  const attempts = tasks.flatMap((task): Attempt[] => {
    const { pick, first } = task.seen;
    return pick?.kind === 'conflicts'
      ? [{ task, known: new Set(first), direct: new Set(), at: pick.at, files: pick.files, end: undefined }]
      : [];
  });
  const read: ReadLines = new Map();
  let open = attempts;
  for (let round = 0; round < MOST && open.length > 0; round += 1) {
    await trace(place, open, read);
    open = open.filter(({ end }) => end === undefined);
    await tryAttempts(place, open);
    open = open.filter(({ end }) => end === undefined);
  }
  for (const attempt of attempts)
    attempt.task.seen = { ...attempt.task.seen, chain: attempt.end ?? fails(place.history, attempt) };
}

/** In mainline order. */
export const orderOf = (history: History, shas: Iterable<Sha>): Sha[] =>
  [...shas].toSorted((a, b) => (history.rowOf(a) ?? 0) - (history.rowOf(b) ?? 0));

const fails = (history: History, { direct }: Attempt): SeenChain => ({
  kind: 'fails',
  missing: orderOf(history, direct),
});

/** Adds the missing commits behind the last conflicts; an attempt ends when there is none, or when they are too many. */
async function trace(place: OriginPlace, attempts: readonly Attempt[], read: ReadLines): Promise<void> {
  const trails = attempts.map(({ at, files, task }) => ({ at, files, branch: task.branch }));
  const origins = await findOrigins(place, trails, read);
  for (const [at, attempt] of attempts.entries()) {
    const before = attempt.known.size;
    const { shas, why } = origins[at];
    const others = [...shas].filter((sha) => sha !== attempt.task.sha);
    for (const sha of others) attempt.known.add(sha);
    if (attempt.at === attempt.task.sha) for (const sha of others) attempt.direct.add(sha);
    if (attempt.known.size > before && attempt.known.size <= MOST) continue;
    const isOpen = attempt.known.size === before && why !== undefined;
    attempt.end = isOpen ? { kind: 'unknown', why } : fails(place.history, attempt);
  }
}

async function tryAttempts({ repository, history }: OriginPlace, open: readonly Attempt[]): Promise<void> {
  const chains = open.map(({ known }) => orderOf(history, known));
  const requests = open.map(({ task }, at): PickRequest => ({
    commit: task.sha,
    onto: task.seen.tip,
    first: chains[at],
  }));
  let at = 0;
  for await (const outcome of repository.picks(requests)) {
    readAttempt(history, open[at], { pick: readOutcome(outcome), chain: chains[at] });
    at += 1;
  }
}

interface Tried {
  readonly pick: SeenPick;
  readonly chain: readonly Sha[];
}

function readAttempt(history: History, attempt: Attempt, { pick, chain }: Tried): void {
  if (pick.kind === 'clean') attempt.end = { kind: 'applies', first: chain };
  else if (pick.kind === 'unknown') attempt.end = { kind: 'unknown', why: pick.why };
  else if (pick.kind === 'already there' || pick.at === attempt.task.sha) attempt.end = fails(history, attempt);
  else {
    attempt.at = pick.at;
    attempt.files = pick.files;
  }
}
