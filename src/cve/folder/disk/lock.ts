import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoselError, InfrastructureError, UsageError } from '../../../errors.ts';
import { acquireWriterLock } from '../../../history/index.ts';
import { finishChange, WORK_FOLDER } from './commit.ts';

/**
 * Runs work that changes the folder, alone: two at once would hand out the same id. What a stopped call had decided is finished
 * first. InfrastructureError `cve-folder-busy`, UsageError `cve-folder-read-only`.
 */
export const withFolderLock = async <Answer>(root: string, work: () => Promise<Answer>): Promise<Answer> => {
  const folder = join(root, WORK_FOLDER);
  const lock = take(root, folder);
  try {
    finishChange(root);
    return await work();
  } finally {
    lock.release();
  }
};

const take = (root: string, folder: string): { release(): void } => {
  try {
    mkdirSync(folder, { recursive: true });
    // What is in it is for this moment: git need not show it.
    if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n');
    return acquireWriterLock(folder);
  } catch (error) {
    throw explain(error, root);
  }
};

const explain = (error: unknown, root: string): unknown => {
  const code = error instanceof AutoselError ? error.code : (error as NodeJS.ErrnoException).code;
  const cause = { cause: error };
  if (code === 'store-busy') {
    const who = /\(([^)]*)\)/.exec((error as Error).message)?.[1] ?? 'another process';
    return new InfrastructureError(
      'cve-folder-busy',
      `somebody else is changing the CVEs in ${root} right now (${who}): call again when that is done`,
      cause,
    );
  }
  if (code === 'store-read-only' || code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new UsageError('cve-folder-read-only', `cannot write to the CVEs in ${root}: make it writable`, cause);
  return error;
};
