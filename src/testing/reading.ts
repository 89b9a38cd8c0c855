import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../git/index.ts';
import type { PatchBytes, Repository, Sha } from '../git/index.ts';

/** Everything that a walk gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Opens, uses and closes a repository. */
export async function withRepository<T>(dir: string, use: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(dir);
  try {
    return await use(repository);
  } finally {
    await repository.close();
  }
}

/** The patch of one commit that must have one. */
export async function readPatch(repository: Repository, sha: Sha): Promise<PatchBytes> {
  const [patch] = await collect(repository.patches([sha]));
  if (patch?.kind !== 'patch') throw new Error(`no patch: ${JSON.stringify(patch)}`);
  return patch;
}

/** Every file below a folder with its size and time: what a write would change. */
export function stateOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .toSorted();
}
