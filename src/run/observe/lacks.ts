import { findPresence, findUses, isPresent } from '../../evidence/index.ts';
import type { SeenLack } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import { parsePatch } from '../../git/index.ts';
import type {
  BlamedLine,
  BlameRequest,
  FileRequest,
  FoundWord,
  PickRequest,
  Repository,
  Sha,
  WordPlace,
} from '../../git/index.ts';
import { MOST, orderOf } from './chains.ts';
import type { OriginPlace } from './origins.ts';
import type { Task } from './task.ts';

/** A longer patch tells by its beginning. */
const MAX_PATCH_BYTES = 256 * 1024;
/** Files of one commit that are read on a branch. */
const READ_FILES = 20;
/** Names of one commit that are followed; more say nothing new. */
const TRACED = 3;
/** Places of a name on mainline that are kept, to find the one that defines it. */
const PLACES = 3;

/** A task with what it uses. */
interface Need {
  readonly task: Task;
  readonly files: readonly string[];
  names: readonly string[];
}

/**
 * For each task: which names its new lines use that mainline had before it and that no file of the branch has, and which commits brought
 * them. First the branch's versions of the changed files are looked at, then all files of the branch for what is left. Where a
 * name was not found and not all of them can be read, `lacks` stays undefined.
 */
export async function findLacks(place: OriginPlace, tasks: readonly Task[]): Promise<void> {
  const needs = await readNeeds(place.repository, tasks);
  await dropSeen(place.repository, needs);
  const tips = await searchTips(place, needs);
  const asked = needs.flatMap(({ task, names }) => {
    const kindOf = (name: string): FoundWord['kind'] => tips.get(task.seen.tip)?.get(name) ?? 'unknown';
    if (names.some((name) => kindOf(name) === 'unknown')) return [];
    return [{ task, names: names.filter((name) => kindOf(name) === 'absent').slice(0, TRACED) }];
  });
  const mainline = await searchMainline(place, asked);
  if (mainline === undefined) return;
  for (const { task, names } of asked) {
    const lacks: SeenLack[] = [];
    for (const name of names) lacks.push(...(await traceName(place, mainline, { task, name })));
    task.seen = { ...task.seen, lacks };
  }
  await tryOrigins(place, tasks);
}

/** Tasks whose patch cannot be read are left out: what they use stays unasked. */
async function readNeeds(repository: Repository, tasks: readonly Task[]): Promise<readonly Need[]> {
  const uses = new Map<Sha, Pick<Need, 'names' | 'files'>>();
  const shas = [...new Set(tasks.map(({ sha }) => sha))];
  for await (const reply of repository.patches(shas, { maxBytes: MAX_PATCH_BYTES })) {
    if (reply.kind !== 'patch') continue;
    const patch = parsePatch(reply.bytes, reply.cut);
    const files = patch.files.flatMap(({ oldPath, binary }) => (oldPath === undefined || binary ? [] : [oldPath]));
    uses.set(reply.sha, { names: findUses(patch), files: files.slice(0, READ_FILES) });
  }
  return tasks.flatMap((task) => {
    const own = uses.get(task.sha);
    return own === undefined ? [] : [{ task, ...own }];
  });
}

/** Takes out the names that the branch's versions of the changed files have; each file is read once. */
async function dropSeen(repository: Repository, needs: readonly Need[]): Promise<void> {
  const wanted = needs.flatMap((need) => (need.names.length === 0 ? [] : need.files.map((path) => ({ need, path }))));
  const groups = [...Map.groupBy(wanted, ({ need, path }) => `${need.task.seen.tip}:${path}`).values()];
  const requests = groups.map(([{ need, path }]): FileRequest => ({ sha: need.task.seen.tip, path }));
  let at = 0;
  for await (const reply of repository.files(requests)) {
    if (reply.kind === 'present') {
      const words = new Set(reply.bytes.toString('latin1').match(/\w+/g));
      for (const { need } of groups[at]) need.names = need.names.filter((name) => !words.has(name));
    }
    at += 1;
  }
}

/** Of each tip what became of each name, the oldest branch first. */
async function searchTips(
  { repository, history }: OriginPlace,
  needs: readonly Need[],
): Promise<ReadonlyMap<Sha, ReadonlyMap<string, FoundWord['kind']>>> {
  const beganOf = ({ task }: Need): number => history.branches[task.branch].baseTime;
  const open = needs.filter(({ names }) => names.length > 0).toSorted((a, b) => beganOf(a) - beganOf(b));
  const revisions = [...new Set(open.map(({ task }) => task.seen.tip))];
  const words = [...new Set(open.flatMap(({ names }) => names))];
  const tips = await repository.words({ revisions, words });
  return new Map([...tips].map(([tip, found]) => [tip, new Map(found.map(({ word, kind }) => [word, kind]))]));
}

interface Asked {
  readonly task: Task;
  readonly names: readonly string[];
}

/** Where mainline has a name, and who wrote that line. */
interface Mainline {
  readonly revision: Sha;
  readonly places: ReadonlyMap<string, readonly WordPlace[]>;
  /** Branch point of the oldest branch: what is older is on all of them. */
  readonly since: Sha;
  /** By place: one line is asked for once, whatever the branch. */
  readonly blamed: Map<string, Promise<BlamedLine | undefined>>;
}

/** Where mainline has the names that some branch lacks: one search, at the newest commit. Undefined when not all of it could be read. */
async function searchMainline(
  { repository, history }: OriginPlace,
  asked: readonly Asked[],
): Promise<Mainline | undefined> {
  const open = asked.filter(({ names }) => names.length > 0);
  const newest = open.toSorted((a, b) => b.task.row - a.task.row)[0] ?? asked[0];
  if (newest === undefined) return undefined;
  const revision = newest.task.sha;
  const words = [...new Set(open.flatMap(({ names }) => names))];
  const found = (await repository.words({ revisions: [revision], words, places: PLACES })).get(revision) ?? [];
  if (found.some(({ kind }) => kind === 'unknown')) return undefined;
  const places = new Map(found.flatMap((each) => (each.kind === 'found' ? [[each.word, each.places] as const] : [])));
  const oldest = asked.map(({ task }) => history.branches[task.branch]).toSorted((a, b) => a.baseTime - b.baseTime)[0];
  return { revision, places, since: oldest.base, blamed: new Map() };
}

/** Nothing for a name that only came with the commit or after it, or of which that cannot be told. Headers, which declare, come first. */
async function traceName(
  place: OriginPlace,
  mainline: Mainline,
  { task: { row, branch }, name }: { readonly task: Task; readonly name: string },
): Promise<readonly SeenLack[]> {
  const { history, asOf } = place;
  const rank = ({ path }: WordPlace): number => (/\.h(?:pp)?$/.test(path) ? 0 : 1);
  for (const at of (mainline.places.get(name) ?? []).toSorted((a, b) => rank(a) - rank(b))) {
    const from = await readWriter(place, mainline, at);
    if (from !== undefined && from < row && !isPresent(findPresence({ history, row: from, branch, asOf })))
      return [{ name, from: history.commits[from].sha }];
  }
  return [];
}

/** Row of the commit that wrote the line; undefined when it is older than all branches, or cannot be told. */
async function readWriter(
  { repository, history }: OriginPlace,
  { revision, since, blamed }: Mainline,
  { path, line }: WordPlace,
): Promise<number | undefined> {
  const key = `${path}:${line}`;
  const asked = blamed.get(key) ?? blameLine(repository, { path, ranges: [[line, line]], revision, since });
  blamed.set(key, asked);
  const found = await asked;
  return found === undefined || found.older ? undefined : history.rowOf(found.sha);
}

/** Undefined when it cannot be told. */
async function blameLine(repository: Repository, request: BlameRequest): Promise<BlamedLine | undefined> {
  try {
    return (await repository.blame(request))[0];
  } catch (error) {
    if (error instanceof UnjudgeableError) return undefined;
    throw error;
  }
}

/** Where the commits that brought all the names are few and known: whether the pick still applies behind them. */
async function tryOrigins({ repository, history }: OriginPlace, tasks: readonly Task[]): Promise<void> {
  const open = tasks.flatMap((task) => {
    const { pick, first, lacks = [] } = task.seen;
    const chain = orderOf(history, new Set([...first, ...lacks.map(({ from }) => from)]));
    return lacks.length > 0 && pick?.kind === 'clean' && chain.length <= MOST ? [{ task, chain }] : [];
  });
  const requests = open.map(({ task, chain }): PickRequest => ({
    commit: task.sha,
    onto: task.seen.tip,
    first: chain,
  }));
  let at = 0;
  for await (const outcome of repository.picks(requests)) {
    const { task, chain } = open[at];
    if (outcome.kind === 'clean') task.seen = { ...task.seen, chain: { kind: 'applies', first: chain } };
    at += 1;
  }
}
