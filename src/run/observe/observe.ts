import { findPresence, isPresent, judgeAffected, needsImages } from '../../evidence/index.ts';
import type { Observation, PresenceQuestion } from '../../evidence/index.ts';
import type { Repository, Sha } from '../../git/index.ts';
import type { History, HistoryStore } from '../../history/index.ts';
import type { Progress } from '../types.ts';
import { throwIfStopped } from '../stop.ts';
import { ObservationCache } from './cache.ts';
import { findChains } from './chains.ts';
import { matchFiles } from './images.ts';
import { findLacks } from './lacks.ts';
import { findNamedFirst } from './named-first.ts';
import { tryPicks } from './picks.ts';
import { taskKey } from './task.ts';
import type { Task } from './task.ts';
import { findTip } from './tips.ts';

export interface ObserveRequest {
  readonly repository: Repository;
  readonly store: HistoryStore;
  readonly history: History;
  readonly asOf: number;
  /** Positions of branches. */
  readonly branches: readonly number[];
  readonly rows: readonly number[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Commits that are looked at and kept together: what a kill can cost. */
const BATCH = 200;

/** What was seen of a row on a branch; undefined where nothing had to be looked at. */
export type Observer = (row: number, branch: number) => Observation | undefined;

/**
 * Looks at what the repository shows about commits on branches as they were on the day: whether a pick applies, whether the lines are
 * there, what is missing. Only what a rule needs is looked at; what was seen before is taken from the store. A look that fails is kept as
 * unknown with its reason, and the others go on.
 */
export async function observeCommits(request: ObserveRequest): Promise<Observer> {
  const tips = await findTips(request);
  const cache = await ObservationCache.open(request.store, [...new Set(tips.values())]);
  const all: Task[] = [];
  for (let from = 0; from < request.rows.length; from += BATCH) {
    request.progress({ step: 'looking at branches', done: from, total: request.rows.length, unit: 'commits' });
    throwIfStopped(request.signal);
    const tasks = await planTasks(request, { rows: request.rows.slice(from, from + BATCH), tips, cache });
    await lookAll(request, tasks, cache);
    all.push(...tasks);
  }
  await lookForLacks(request, all, cache);
  const seen = new Map(all.map((task) => [taskKey(task.row, task.branch), task.seen]));
  return (row, branch) => seen.get(taskKey(row, branch));
}

async function findTips({ repository, history, branches, asOf }: ObserveRequest): Promise<ReadonlyMap<number, Sha>> {
  const tips = new Map<number, Sha>();
  for (const branch of branches) {
    const { [branch]: asked } = history.branches;
    const tip = asked.baseTime > asOf ? undefined : await findTip(repository, asked, asOf);
    if (tip !== undefined) tips.set(branch, tip);
  }
  return tips;
}

interface Plan {
  readonly rows: readonly number[];
  readonly tips: ReadonlyMap<number, Sha>;
  readonly cache: ObservationCache;
}

async function planTasks(request: ObserveRequest, { rows, tips, cache }: Plan): Promise<readonly Task[]> {
  const { history, asOf } = request;
  const tasks: Task[] = [];
  for (const row of rows)
    for (const [branch, tip] of tips) {
      if (isPresent(findPresence({ history, row, branch, asOf }))) continue;
      const { sha } = history.commits[row];
      const seen = cache.find(sha, tip) ?? {
        tip,
        first: await findNamedFirst(request, row, branch),
        pick: undefined,
        images: undefined,
        chain: undefined,
        lacks: undefined,
      };
      tasks.push({ row, sha, branch, seen });
    }
  return tasks;
}

/** One kind of look after the other, each for all tasks that need it, and keeps what is new. */
async function lookAll(request: ObserveRequest, tasks: readonly Task[], cache: ObservationCache): Promise<void> {
  const { repository, history, asOf } = request;
  const before = new Map(tasks.map((task) => [task, task.seen]));
  const questionOf = ({ row, branch }: Task): PresenceQuestion => ({ history, row, branch, asOf });
  await matchFiles(
    repository,
    tasks.filter((task) => task.seen.images === undefined && needsImages(questionOf(task))),
  );
  throwIfStopped(request.signal);
  const wants = (task: Task): boolean => task.seen.chain === undefined && isWanted(questionOf(task), task.seen);
  const inQuestion = tasks.filter((task) => task.seen.pick === undefined && isInQuestion(questionOf(task), task.seen));
  const told = new Set(inQuestion.filter(wants));
  await tryPicks(repository, inQuestion, (task) => told.has(task));
  throwIfStopped(request.signal);
  const wanted = tasks.filter((task) => task.seen.pick?.kind === 'conflicts' && wants(task));
  await tryPicks(
    repository,
    wanted.filter((task) => !told.has(task)),
    () => true,
  );
  throwIfStopped(request.signal);
  await findChains({ repository, history, asOf }, wanted);
  await cache.save(
    tasks.filter((task) => task.seen !== before.get(task) && isLasting(task.seen)).map(({ sha, seen }) => [sha, seen]),
  );
}

/**
 * What applies may still use what is not there: looked for at the end, for all commits at once, as each branch's files are gone through
 * as a whole. What conflicts is read by a person anyway.
 */
async function lookForLacks(request: ObserveRequest, tasks: readonly Task[], cache: ObservationCache): Promise<void> {
  const { repository, history, asOf } = request;
  const open = tasks.filter(
    ({ row, branch, seen }) =>
      seen.lacks === undefined && seen.pick?.kind === 'clean' && isWanted({ history, row, branch, asOf }, seen),
  );
  if (open.length === 0) return;
  request.progress({ step: 'looking for what branches lack', done: 0, total: open.length, unit: 'picks' });
  await findLacks({ repository, history, asOf }, open);
  await cache.save(open.filter(({ seen }) => seen.lacks !== undefined).map(({ sha, seen }) => [sha, seen]));
}

/** A branch that is not affected gets no pick; unless its files may only have other names, which a pick finds out. */
function isInQuestion(question: PresenceQuestion, seen: Observation): boolean {
  const { affected } = judgeAffected(question, seen);
  return (
    affected !== 'not' || (seen.images?.kind === 'no file' && judgeAffected(question, undefined).affected === 'unknown')
  );
}

/** Why a pick conflicts matters where the branch should get it: before the pick, whether it would matter. */
function isWanted(question: PresenceQuestion, seen: Observation): boolean {
  const { affected } = judgeAffected(question, seen);
  return affected === 'affected' || affected === 'probably';
}

/** What took too long today may be quick tomorrow. */
const isLasting = ({ pick, images, chain }: Observation): boolean =>
  ![pick, images, chain].some((part) => part?.kind === 'unknown' && /timeout|longer than/.test(part.why));
