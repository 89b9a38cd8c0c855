/**
 * Of true backports that conflict in side files alone: did the keeper leave those out? Each is picked onto the parent of the real backport,
 * then once more without the files that `findWithout` names.
 *
 * `node bench/side-files.ts REPO MAINLINE BRANCH…` prints one JSON object: how many conflict, how many of them in side files alone; of these
 * how often the keeper's tree is that of the pick without them, how often the keeper changed no file of that list, and how often
 * the same files as mainline.
 */
import { findWithout, makeSideFiles, SIDE_FILES } from '../src/evidence/index.ts';
import { listPaths, openRepository, parseMessage, parsePatch } from '../src/git/index.ts';
import type { Commit, PickOutcome, PickRequest, Repository, Sha } from '../src/git/index.ts';

interface Pair {
  readonly request: PickRequest;
  /** The keeper's commit. */
  readonly real: Commit;
}

async function readAll(repository: Repository, shas: Iterable<Sha>): Promise<Commit[]> {
  const commits: Commit[] = [];
  for await (const commit of repository.commits(shas))
    if (commit.kind === 'commit' && commit.parents.length === 1) commits.push(commit);
  return commits;
}

/** Backports of one branch that name one commit which is here. */
async function readPairs(repository: Repository, mainline: string, branch: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const real of await readAll(repository, await repository.range(`${mainline}..${branch}`))) {
    const ids = [...new Set(parseMessage(real.subject, real.body).upstream.map(({ id }) => id))];
    const commit = ids.length === 1 ? await repository.resolve(ids[0]) : undefined;
    if (commit !== undefined) pairs.push({ real, request: { commit, onto: real.parents[0], changes: false } });
  }
  return pairs;
}

async function pathsOf(repository: Repository, sha: Sha): Promise<readonly string[]> {
  const [read] = await Array.fromAsync(repository.patches([sha]));
  return read?.kind === 'patch' ? listPaths(parsePatch(read.bytes, read.cut)) : [];
}

type Conflict = Extract<PickOutcome, { readonly kind: 'conflict' }>;

interface Case {
  readonly without: readonly string[];
  /** What the keeper made of it. */
  readonly end: 'same tree' | 'left out' | 'same files' | 'other files';
}

async function judge(repository: Repository, { request, real }: Pair, { files }: Conflict): Promise<Case | undefined> {
  const paths = await pathsOf(repository, request.commit);
  const seen = { pick: { kind: 'conflicts' as const, at: request.commit, files }, first: [] };
  const without = findWithout(seen, { sha: request.commit, paths }, makeSideFiles(SIDE_FILES));
  if (without.length === 0) return undefined;
  const series = repository.startSeries(request.onto);
  const step = await series.pick(request.commit, without);
  await series.close();
  if (step.kind === 'picked' && step.to === real.tree) return { without, end: 'same tree' };
  const kept = new Set(await pathsOf(repository, real.sha));
  const rest = paths.filter((path) => !without.includes(path));
  const isSame = (wanted: readonly string[]): boolean =>
    wanted.length === kept.size && wanted.every((path) => kept.has(path));
  return { without, end: isSame(rest) ? 'left out' : isSame(paths) ? 'same files' : 'other files' };
}

async function main(): Promise<void> {
  const [dir, mainline, ...branches] = process.argv.slice(2);
  if (dir === undefined || mainline === undefined)
    throw new Error('usage: node bench/side-files.ts REPO MAINLINE BRANCH…');
  const repository = await openRepository(dir);
  try {
    const pairs: Pair[] = [];
    for (const branch of branches) pairs.push(...(await readPairs(repository, mainline, branch)));
    const cases: Case[] = [];
    let [at, conflicts] = [0, 0];
    for await (const outcome of repository.picks(pairs.map(({ request }) => request))) {
      if (outcome.kind === 'conflict') {
        conflicts += 1;
        const found = await judge(repository, pairs[at], outcome);
        if (found !== undefined) cases.push(found);
      }
      at += 1;
    }
    const count = (of: readonly Case[]) =>
      Object.fromEntries([...Map.groupBy(of, ({ end }) => end)].map(([end, { length }]) => [end, length]));
    const byFile = Map.groupBy(cases, ({ without }) =>
      without.map((path) => path.replace(/[^/]*\d[^/]*$/, '*')).join(' '),
    );
    const files = Object.fromEntries([...byFile].map(([path, of]) => [path, count(of)]));
    console.log(
      JSON.stringify({ pairs: pairs.length, conflicts, aside: cases.length, ends: count(cases), files }, undefined, 1),
    );
  } finally {
    await repository.close();
  }
}

await main();
