import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { InfrastructureError, StoppedError } from '../../../errors.ts';
import { hasDecided, WORK_FOLDER } from './commit.ts';
import type { CveFolder } from './read.ts';

const TRIES = 100;
const PAUSE_MS = 10;

/**
 * What is read from a folder, from a moment in which nobody changed it: a read that a change fell into is made again. Between two of them
 * the signal is heard; within one the reader hears it. InfrastructureError `cve-folder-busy` when that goes on, StoppedError.
 */
export const readSteadily = async <Answer>(
  { root, unfinished }: CveFolder,
  read: () => Answer | Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> => {
  if (unfinished) return read();
  for (let left = TRIES; left > 0; left -= 1) {
    const tried = await tryOnce(root, read, left === 1);
    if (tried !== undefined) return tried.answer;
    await setTimeout(PAUSE_MS);
    if (signal?.aborted) throw new StoppedError('stopped', 'stopped on request');
  }
  throw new InfrastructureError(
    'cve-folder-busy',
    `somebody keeps changing the CVEs in ${root}: call again when that is done`,
  );
};

const tryOnce = async <Answer>(
  root: string,
  read: () => Answer | Promise<Answer>,
  last: boolean,
): Promise<{ answer: Answer } | undefined> => {
  const before = stampOf(root);
  if (before === undefined) return undefined;
  try {
    const answer = await read();
    return stampOf(root) === before ? { answer } : undefined;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (last || error instanceof StoppedError || (!isGone && stampOf(root) === before)) throw error;
    return undefined;
  }
};

/** Every change renames something in the folder of work; undefined while one is being made. */
const stampOf = (root: string): bigint | undefined => {
  if (hasDecided(root)) return undefined;
  return statSync(join(root, WORK_FOLDER), { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? 0n;
};
