/**
 * How well dry-run picks agree with what maintainers did: every commit of the stable branches that names the commit it
 * copies is picked again onto the parent of the real backport.
 *
 * `node bench/picks.ts REPO MAINLINE BRANCH…` prints one JSON object: shares of outcomes, how often a clean result is
 * the maintainer's tree, what kinds of conflicts there are, CPU of this process and its children, and by outcome how much of
 * the patch's pre-image the branch's files hold (`absent`: at least one file is not there under its name).
 */
import { readFileSync } from 'node:fs';
import { matchImages, openRepository, parseMessage, parsePatch } from '../src/git/index.ts';
import type { Commit, ImageFound, PickOutcome, PickRequest, Repository, Sha } from '../src/git/index.ts';

interface Pair {
  readonly request: PickRequest;
  /** The tree that the maintainer committed. */
  readonly tree: Sha;
}

async function readCommit(repository: Repository, sha: Sha): Promise<Commit | undefined> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  return undefined;
}

/** Backports of one branch whose original is here: one reference, one parent. */
async function readPairs(repository: Repository, mainline: string, branch: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const shas = await repository.range(`${mainline}..${branch}`);
  for await (const commit of repository.commits(shas)) {
    if (commit.kind !== 'commit' || commit.parents.length !== 1) continue;
    const { upstream } = parseMessage(commit.subject, commit.body);
    const ids = new Set(upstream.map(({ id }) => id));
    if (ids.size !== 1) continue;
    const original = await repository.resolve([...ids][0]);
    if (original === undefined || (await readCommit(repository, original))?.parents.length !== 1) continue;
    pairs.push({ request: { commit: original, onto: commit.parents[0] }, tree: commit.tree });
  }
  return pairs;
}

const share = (part: number, whole: number): number => Math.round((part / Math.max(whole, 1)) * 1000) / 1000;

function summarise(pairs: readonly Pair[], outcomes: readonly PickOutcome[]): object {
  const clean = outcomes.flatMap((outcome, at) =>
    outcome.kind === 'clean' ? [{ outcome, tree: pairs[at].tree }] : [],
  );
  const conflicts = outcomes.filter((outcome) => outcome.kind === 'conflict');
  const files = conflicts.flatMap(({ files: each }) => each);
  const unknown = outcomes.filter((outcome) => outcome.kind === 'unknown');
  const told = outcomes.length - unknown.length;
  const kinds = Object.fromEntries(
    [...Map.groupBy(files, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]),
  );
  return {
    pairs: pairs.length,
    told,
    clean: share(clean.length, told),
    alreadyThere: outcomes.filter(({ kind }) => kind === 'already-there').length,
    renamed: clean.filter(({ outcome }) => outcome.renamed).length,
    sameTree: share(clean.filter(({ outcome, tree }) => outcome.tree === tree).length, clean.length),
    conflicts: conflicts.length,
    conflictFiles: kinds,
    filesWithChanges: share(files.filter(({ changes }) => changes !== undefined).length, files.length),
    unknown: [...new Set(unknown.map(({ why }) => why.replaceAll(/[0-9a-f]{40,}/g, 'ID')))].slice(0, 5),
  };
}

/** How much of one patch's pre-images the files of the branch hold. */
async function readImage(
  repository: Repository,
  { commit, onto }: PickRequest,
): Promise<ImageFound | 'absent' | 'unread'> {
  const [read] = await Array.fromAsync(repository.patches([commit]));
  if (read?.kind !== 'patch') return 'unread';
  const patch = parsePatch(read.bytes, read.cut);
  const files = patch.files.filter(({ oldPath, binary }) => oldPath !== undefined && !binary);
  const replies = await Array.fromAsync(
    repository.files(files.map(({ oldPath }) => ({ sha: onto, path: oldPath ?? '' }))),
  );
  if (replies.some(({ kind }) => kind === 'unread')) return 'unread';
  const found = replies.map((reply, at) =>
    reply.kind === 'present' ? matchImages(patch, files[at], reply.bytes).before : 'absent',
  );
  if (found.includes('absent')) return 'absent';
  const told = found.filter((each) => each !== 'empty');
  if (told.length === 0) return 'empty';
  const [first] = told;
  return told.every((each) => each === first) ? first : 'some';
}

/** Every twentieth pair, as one process is started for each. */
async function countImages(repository: Repository, outcomes: readonly PickOutcome[]): Promise<object> {
  const counts: Record<string, number> = {};
  for (const { kind, request } of outcomes.filter((_, at) => at % 20 === 0)) {
    const key = `${kind}, pre-images ${await readImage(repository, request)}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** This process and its ended children; on Linux, where the kernel counts in hundredths of a second. */
function cpuSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}

async function main(): Promise<void> {
  const [dir, mainline, ...branches] = process.argv.slice(2);
  if (dir === undefined || mainline === undefined) throw new Error('usage: node bench/picks.ts REPO MAINLINE BRANCH…');
  const repository = await openRepository(dir);
  try {
    const pairs: Pair[] = [];
    for (const branch of branches) pairs.push(...(await readPairs(repository, mainline, branch)));
    const [cpu, clock] = [cpuSeconds(), performance.now()];
    const outcomes: PickOutcome[] = [];
    for await (const outcome of repository.picks(pairs.map(({ request }) => request))) outcomes.push(outcome);
    const cost = {
      cpuMsPerPick: Math.round(((cpuSeconds() - cpu) * 1e4) / pairs.length) / 10,
      wallSeconds: Math.round(performance.now() - clock) / 1000,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    console.log(
      JSON.stringify(
        { ...summarise(pairs, outcomes), ...cost, images: await countImages(repository, outcomes) },
        undefined,
        1,
      ),
    );
  } finally {
    await repository.close();
  }
}

await main();
