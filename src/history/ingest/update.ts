import type { CommitGraph, Repository, Sha } from '../../git/index.ts';
import type { HistoryStore, IndexedCommit } from '../store/index.ts';
import { findBranches } from './branches.ts';
import type { FoundBranches } from './branches.ts';
import { deriveReadModel } from './derive.ts';
import { checkRepository } from './own-repository.ts';
import { readIndexed } from './read.ts';
import { throwIfStopped } from './stop.ts';
import { surveyRefs } from './survey.ts';
import type { Survey } from './survey.ts';
import type { UpdateOptions, UpdateResult } from './types.ts';

/** Commits of one transaction: few enough that they die young in memory, a whole insert of the store. */
const BATCH = 200;

/**
 * Brings the store up to date with the repository: reads what is new, then derives branches, picks and releases anew. Stopping it
 * anywhere is safe; the next call reads what is missing and ends with the same content. UsageErrors `empty-repository`,
 * `no-mainline`, `unknown-branch`, `no-stable-branch`, `store-mismatch`; StoppedError; and the errors of the store and of git.
 */
export async function updateHistory(options: UpdateOptions): Promise<UpdateResult> {
  const { repository, store, overrides = {}, measures, terms, signal, progress } = options;
  throwIfStopped(signal);
  const survey = await surveyRefs({ repository, overrides, measures, terms });
  const state = await store.loadState();
  if (state !== undefined) await checkRepository(state, options);
  const retry = state === undefined || (state.unread > 0 && (await mayReadMore(options)));
  if (state?.fingerprint === survey.fingerprint && !retry) return { changed: false, read: 0, state };
  if (state !== undefined && state.made !== survey.made) await store.clearReadModel();

  progress?.({ step: 'graph', done: 0, total: undefined, unit: 'commits' });
  const place = await placeCommits(repository, survey);
  const current = await loadCurrent(store, survey.made);
  const branches = await findBranches({ repository, store, survey, ...place, known: current.known, signal });
  throwIfStopped(signal);
  const todo = listTodo({ ...place, branches }).filter(
    (sha) => !current.known.has(sha) || (retry && current.unread.has(sha)),
  );
  const lost = await readAll(todo, options, survey);
  progress?.({ step: 'decisions', done: 0, total: undefined, unit: 'commits' });
  const { unread } = await loadCurrent(store, survey.made);
  const model = await deriveReadModel({
    repository,
    store,
    survey,
    ...place,
    branches,
    numberNames: measures.names,
    lost,
    unread,
  });
  throwIfStopped(signal);
  await store.saveReadModel(model);
  return { changed: true, read: todo.length - lost.size, state: model.state };
}

export interface Placed {
  readonly graph: CommitGraph;
  readonly mainline: Uint8Array;
  /** Non-merge, newest first. */
  readonly mainlineCommits: readonly number[];
}

export async function placeCommits(repository: Repository, survey: Survey): Promise<Placed> {
  const tips = [survey.mainline.ref.target, ...survey.candidates.map(({ ref }) => ref.target)];
  const graph = await repository.graph([...new Set(tips)]);
  const tip = graph.indexOf(survey.mainline.ref.target);
  if (tip === undefined) throw new Error(`the graph lacks ${survey.mainline.ref.name}`);
  const mainline = graph.reach(tip);
  const mainlineCommits: number[] = [];
  for (let index = 0; index < graph.size; index += 1)
    if (mainline[index] === 1 && !graph.isMerge(index)) mainlineCommits.push(index);
  return { graph, mainline, mainlineCommits };
}

/** Oldest first: mainline, then the stable branches. */
function listTodo({ graph, mainlineCommits, branches }: Placed & { readonly branches: FoundBranches }): readonly Sha[] {
  const stable = new Set(branches.stable.flatMap(({ ahead }) => ahead));
  return [...mainlineCommits.toReversed(), ...stable].map((index) => graph.sha(index));
}

interface Current {
  /** Indexed as they would be today. */
  readonly known: ReadonlySet<Sha>;
  /** Those of them without a patch. */
  readonly unread: ReadonlySet<Sha>;
}

async function loadCurrent(store: HistoryStore, made: string): Promise<Current> {
  const current = (await store.loadKnown()).filter((commit) => commit.made === made);
  return {
    known: new Set(current.map(({ sha }) => sha)),
    unread: new Set(current.filter(({ unread }) => unread).map(({ sha }) => sha)),
  };
}

/** Reads and saves commits batch by batch; gives those that could not be read at all. */
async function readAll(todo: readonly Sha[], options: UpdateOptions, survey: Survey): Promise<ReadonlySet<Sha>> {
  const { repository, store, measures, terms, signal, progress } = options;
  const lost = new Set<Sha>();
  let batch: IndexedCommit[] = [];
  let done = 0;
  const save = async (): Promise<void> => {
    await store.saveCommits(batch, survey.made);
    done += batch.length;
    batch = [];
    progress?.({ step: 'commits', done: done + lost.size, total: todo.length, unit: 'commits' });
  };
  if (todo.length > 0) progress?.({ step: 'commits', done: 0, total: todo.length, unit: 'commits' });
  for await (const commit of readIndexed(todo, { repository, measures, terms, signal })) {
    if ('kind' in commit) lost.add(commit.sha);
    else batch.push(commit);
    if (batch.length >= (options.batch ?? BATCH)) await save();
  }
  if (batch.length > 0) await save();
  return lost;
}

/** Missing objects may have come in the meantime: the oldest, the newest and the middle one tell. */
async function mayReadMore({ repository, store }: UpdateOptions): Promise<boolean> {
  const unread = (await store.loadKnown()).filter((commit) => commit.unread).map(({ sha }) => sha);
  const probes = new Set([unread[0], unread[unread.length >>> 1], unread.at(-1)].filter((sha) => sha !== undefined));
  for await (const patch of repository.patches([...probes])) if (patch.kind === 'patch') return true;
  return false;
}
