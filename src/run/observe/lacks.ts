import { findPresence, findUses, isPresent } from '../../evidence/index.ts';
import type { SeenLack } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import { parsePatch } from '../../git/index.ts';
import type {
  BlamedLine,
  BlameRequest,
  FileRequest,
  FoundWord,
  GrepRequest,
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
/** Names of one search; its cost grows with them (DPDK: .4 s, and .7 s for each hundred). */
const SEARCHED = 100;
const TIMEOUT_MS = 20_000;
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
 * them. First the branch's versions of the changed files are looked at, then one search goes over all files of the branch for what is
 * left, the oldest branch first: what it has, newer ones of the same call have too. Where a search fails or is cut, `lacks` stays undefined.
 */
export async function findLacks(place: OriginPlace, tasks: readonly Task[]): Promise<void> {
  const needs = await readNeeds(place.repository, tasks);
  await dropSeen(place.repository, needs);
  const absent = await searchTips(place, needs);
  const asked = needs.flatMap(({ task, names }) => {
    const found = absent.get(task.seen.tip);
    return found === undefined ? [] : [{ task, names: names.filter((name) => found.has(name)).slice(0, TRACED) }];
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

/** Of each tip the names that it has nowhere; a tip that could not be searched to the end is left out. */
async function searchTips(
  { repository, history }: OriginPlace,
  needs: readonly Need[],
): Promise<ReadonlyMap<Sha, ReadonlySet<string>>> {
  const beganOf = ({ task }: Need): number => history.branches[task.branch].baseTime;
  const byTip = Map.groupBy(needs, ({ task }) => task.seen.tip);
  const tips = [...byTip].toSorted(([, [a]], [, [b]]) => beganOf(a) - beganOf(b));
  const present = new Set<string>();
  const absent = new Map<Sha, ReadonlySet<string>>();
  for (const [tip, own] of tips) {
    const words = [...new Set(own.flatMap(({ names }) => names))].filter((name) => !present.has(name));
    const found = await search(repository, tip, { words, places: 1 });
    if (found === undefined) continue;
    for (const { kind, word } of found) if (kind === 'found') present.add(word);
    absent.set(tip, new Set(found.flatMap(({ kind, word }) => (kind === 'absent' ? [word] : []))));
  }
  return absent;
}

/** Undefined when one part of it was not searched to the end. */
async function search(
  repository: Repository,
  revision: Sha,
  { words, places }: { readonly words: readonly string[]; readonly places: number },
): Promise<readonly FoundWord[] | undefined> {
  const found: FoundWord[] = [];
  for (let from = 0; from < words.length; from += SEARCHED) {
    const part = words.slice(from, from + SEARCHED);
    const told = await searchPart(repository, { revision, words: part, places, timeoutMs: TIMEOUT_MS });
    if (told === undefined) return undefined;
    found.push(...told);
  }
  return found;
}

async function searchPart(repository: Repository, request: GrepRequest): Promise<readonly FoundWord[] | undefined> {
  try {
    const found = await repository.words(request);
    return found.some(({ kind }) => kind === 'unknown') ? undefined : found;
  } catch (error) {
    if (error instanceof UnjudgeableError) return undefined;
    throw error;
  }
}

interface Asked {
  readonly task: Task;
  readonly names: readonly string[];
}

/** Where mainline has a name, and who wrote that line. */
interface Mainline {
  readonly revision: Sha;
  readonly places: ReadonlyMap<string, readonly WordPlace[]>;
  /** By place and branch point: one line is asked for once. */
  readonly blamed: Map<string, Promise<BlamedLine | undefined>>;
}

/** Where mainline has the names that some branch lacks: one search, at the newest commit. Undefined when it failed or was cut. */
async function searchMainline({ repository }: OriginPlace, asked: readonly Asked[]): Promise<Mainline | undefined> {
  const open = asked.filter(({ names }) => names.length > 0);
  const newest = open.toSorted((a, b) => b.task.row - a.task.row)[0] ?? asked[0];
  if (newest === undefined) return undefined;
  const words = [...new Set(open.flatMap(({ names }) => names))];
  const found = await search(repository, newest.task.sha, { words, places: PLACES });
  if (found === undefined) return undefined;
  const places = new Map(found.flatMap((each) => (each.kind === 'found' ? [[each.word, each.places] as const] : [])));
  return { revision: newest.task.sha, places, blamed: new Map() };
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
    const from = await readWriter(place, mainline, { at, branch });
    if (from !== undefined && from < row && !isPresent(findPresence({ history, row: from, branch, asOf })))
      return [{ name, from: history.commits[from].sha }];
  }
  return [];
}

/** Row of the commit behind the branch point that wrote the line; undefined when it is older, or cannot be told. */
async function readWriter(
  { repository, history }: OriginPlace,
  { revision, blamed }: Mainline,
  { at, branch }: { readonly at: WordPlace; readonly branch: number },
): Promise<number | undefined> {
  const since = history.branches[branch].base;
  const key = `${at.path}:${at.line}:${since}`;
  const asked = blamed.get(key) ?? blameLine(repository, { ...readPlace(at), revision, since });
  blamed.set(key, asked);
  const line = await asked;
  return line === undefined || line.older ? undefined : history.rowOf(line.sha);
}

const readPlace = ({ path, line }: WordPlace): Pick<BlameRequest, 'path' | 'ranges'> => ({
  path,
  ranges: [[line, line]],
});

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
