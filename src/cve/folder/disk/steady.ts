import { statSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../../../errors.ts';
import { hasDecided, WORK_FOLDER } from './commit.ts';
import type { CveFolder } from './read.ts';

const TRIES = 100;
const PAUSE_MS = 10;

/**
 * What is read from a folder, from a moment in which nobody changed it: a read that a change fell into is made again. InfrastructureError
 * `cve-folder-busy` when that goes on.
 */
export const readSteadily = <Answer>({ root, unfinished }: CveFolder, read: () => Answer): Answer => {
  if (unfinished) return read();
  for (let left = TRIES; left > 0; left -= 1) {
    const tried = tryOnce(root, read, left === 1);
    if (tried !== undefined) return tried.answer;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  throw new InfrastructureError(
    'cve-folder-busy',
    `somebody keeps changing the CVEs in ${root}: call again when that is done`,
  );
};

const tryOnce = <Answer>(root: string, read: () => Answer, last: boolean): { answer: Answer } | undefined => {
  const before = stampOf(root);
  if (before === undefined) return undefined;
  try {
    const answer = read();
    return stampOf(root) === before ? { answer } : undefined;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (last || (!isGone && stampOf(root) === before)) throw error;
    return undefined;
  }
};

/** Every change renames something in the folder of work; undefined while one is being made. */
const stampOf = (root: string): bigint | undefined => {
  if (hasDecided(root)) return undefined;
  return statSync(join(root, WORK_FOLDER), { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? 0n;
};
