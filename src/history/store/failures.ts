import { AutoselError, InfrastructureError, UsageError } from '../../errors.ts';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) and of the system calls below it. */
const PERM = 3;
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** Turns what SQLite or the file system threw into one clear error; anything else comes back as it is. */
export function explainFailure(error: unknown, where: string): unknown {
  if (error instanceof AutoselError || !(error instanceof Error)) return error;
  const cause = { cause: error };
  switch (kindOf(error)) {
    case 'full':
      return new InfrastructureError(
        'disk-full',
        `no space left for the index in ${where}: free some and run the same command again, finished work is kept`,
        cause,
      );
    case 'forbidden':
      return new UsageError(
        'store-read-only',
        `cannot write to the index in ${where}: make it writable or name another folder with --store`,
        cause,
      );
    case 'corrupt':
      return buildCorrupt(where, error.message, error);
    case 'busy':
      return new InfrastructureError(
        'store-busy',
        `the index in ${where} is locked by another program: run the command again when it is done`,
        cause,
      );
    default:
      return error;
  }
}

export function buildCorrupt(where: string, what: string, cause?: unknown): InfrastructureError {
  return new InfrastructureError(
    'store-corrupt',
    `the index in ${where} is damaged (${what}): build it anew with autosel index --rebuild`,
    { cause },
  );
}

type Kind = 'full' | 'forbidden' | 'corrupt' | 'busy' | 'other';

function kindOf(error: Error): Kind {
  const { errcode, code } = error as Error & { errcode?: unknown; code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (typeof code === 'string' && FORBIDDEN.has(code)) return 'forbidden';
  if (typeof errcode !== 'number') return 'other';
  const primary = errcode & 0xff;
  if (primary === FULL) return 'full';
  if (primary === CORRUPT || primary === NOTADB) return 'corrupt';
  if (primary === BUSY || primary === LOCKED) return 'busy';
  return primary === PERM || primary === READONLY || primary === CANTOPEN ? 'forbidden' : 'other';
}
