import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

/** Why each commit of a batch has no patch, for those whose blobs are not here. Two processes. */
export async function findMissing(git: Git, batch: readonly Sha[]): Promise<ReadonlyMap<Sha, string>> {
  const missing = new Map<Sha, string>();
  const blobs = await readBlobs(git, batch);
  const absent = await findAbsent(git, new Set(blobs.flatMap(([, ids]) => ids)));
  for (const [sha, ids] of blobs) {
    const id = ids.find((each) => absent.has(each));
    if (id !== undefined) missing.set(sha, `blob ${id} is not in this repository`);
  }
  return missing;
}

/** The blobs on both sides of every commit's changes. */
async function readBlobs(git: Git, batch: readonly Sha[]): Promise<(readonly [Sha, readonly string[]])[]> {
  const args = [
    'diff-tree',
    '--stdin',
    '-r',
    '--raw',
    '--no-renames',
    '--root',
    '--always',
    '--no-abbrev',
    '--diff-merges=first-parent',
  ];
  const { stdout } = await git.attempt(args, { input: batch.map((sha) => `${sha}\n`).join('') });
  const found: [Sha, string[]][] = [];
  for (const line of stdout.toString('latin1', 0, stdout.length).split('\n')) {
    if (isSha(line)) found.push([line, []]);
    else if (line.startsWith(':')) found.at(-1)?.[1].push(...blobsOf(line));
  }
  return found;
}

/** Submodules and absent sides name no blob. */
function blobsOf(line: string): string[] {
  const [oldMode, newMode, oldId, newId] = line.slice(1).split(' ', 4);
  const sides: readonly (readonly [string | undefined, string | undefined])[] = [
    [oldMode, oldId],
    [newMode, newId],
  ];
  return sides.flatMap(([mode, id]) => (id === undefined || mode === '000000' || mode === '160000' ? [] : [id]));
}

async function findAbsent(git: Git, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (ids.size === 0) return new Set();
  const output = await git.read(['cat-file', '--batch-check=%(objecttype)'], { input: `${[...ids].join('\n')}\n` });
  const absent = new Set<string>();
  for (const line of output.toString('latin1', 0, output.length).split('\n')) {
    if (line.endsWith(' missing')) absent.add(line.slice(0, -' missing'.length));
  }
  return absent;
}
