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
/** Names of one commit whose origin is looked for. */
const TRACED = 3;
/** Places of a name on mainline that are kept, to find the one that defines it. */
const PLACES = 5;

/** A task with what it uses. */
interface Need {
  readonly task: Task;
  readonly files: readonly string[];
  names: readonly string[];
}

/**
 * For each task: which names its new lines use that mainline had before it and that no file of the branch has, and where they come from.
 * First the branch's versions of the changed files are looked at, then one search goes over all files of the branch for what is left, the
 * oldest branch first: what it has, newer ones of the same call have too. Where a search fails or is cut, `lacks` stays undefined.
 */
export async function findLacks(place: OriginPlace, tasks: readonly Task[]): Promise<void> {
  // In a partial clone a search over all files fails, or would have to fetch them.
  if (place.repository.partial) return;
  const needs = await readNeeds(place.repository, tasks);
  await dropSeen(place.repository, needs);
  const absent = await searchTips(place, needs);
  for (const { task, names } of needs) {
    const found = absent.get(task.seen.tip);
    if (found === undefined) continue;
    const missing = names.filter((name) => found.has(name));
    const lacks = missing.length === 0 ? [] : await readLacks(place, task, missing);
    if (lacks !== undefined) task.seen = { ...task.seen, lacks };
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
    const found = await search(repository, tip, words);
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
  words: readonly string[],
): Promise<readonly FoundWord[] | undefined> {
  const found: FoundWord[] = [];
  for (let from = 0; from < words.length; from += SEARCHED) {
    const part = words.slice(from, from + SEARCHED);
    const told = await searchPart(repository, { revision, words: part, places: 1, timeoutMs: TIMEOUT_MS });
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

/** What mainline did not have before the commit either is the commit's own. */
async function readLacks(
  place: OriginPlace,
  task: Task,
  names: readonly string[],
): Promise<readonly SeenLack[] | undefined> {
  const { repository } = place;
  const [commit] = await Array.fromAsync(repository.commits([task.sha]));
  const parent = commit?.kind === 'commit' ? commit.parents[0] : undefined;
  if (parent === undefined) return undefined;
  const found = await searchPart(repository, { revision: parent, words: names, places: PLACES, timeoutMs: TIMEOUT_MS });
  if (found === undefined) return undefined;
  const lacks: SeenLack[] = [];
  for (const each of found) {
    if (each.kind !== 'found') continue;
    const from = lacks.length < TRACED ? await traceName(place, { task, parent, places: each.places }) : undefined;
    lacks.push({ name: each.word, from });
  }
  return lacks;
}

interface Trace {
  readonly task: Task;
  readonly parent: Sha;
  readonly places: readonly WordPlace[];
}

/** Who wrote the line that has the name, down to the branch point; a header's line is the one that declares it. */
async function traceName({ repository, history, asOf }: OriginPlace, trace: Trace): Promise<Sha | undefined> {
  const { task, parent, places } = trace;
  const { path, line } = places.find((place) => /\.h(?:pp)?$/.test(place.path)) ?? places[0];
  const since = history.branches[task.branch].base;
  const blamed = await blameLine(repository, { path, revision: parent, ranges: [[line, line]], since });
  const row = blamed === undefined || blamed.older ? undefined : history.rowOf(blamed.sha);
  if (row === undefined || isPresent(findPresence({ history, row, branch: task.branch, asOf }))) return undefined;
  return history.commits[row].sha;
}

/** Undefined when it cannot be told: then nobody is named. */
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
    const chain = orderOf(history, new Set([...first, ...lacks.flatMap(({ from }) => from ?? [])]));
    const known = lacks.length > 0 && lacks.every(({ from }) => from !== undefined);
    return known && pick?.kind === 'clean' && chain.length <= MOST ? [{ task, chain }] : [];
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
