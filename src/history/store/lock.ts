import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InfrastructureError } from '../../errors.ts';
import { explainFailure } from './failures.ts';

/** The right to write to a store; held until `release` or the end of the process. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the writer's lock of a folder. It is SQLite's own lock on a file beside the index, so the operating system drops it
 * when its process ends in whatever way; the note beside it only tells people who holds it.
 */
export function acquireWriterLock(folder: string): WriterLock {
  const note = join(folder, 'writer.txt');
  const database = openLockFile(folder);
  try {
    database.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    database.close();
    throw isBusy(error) ? buildBusy(folder, note, error) : explainFailure(error, folder);
  }
  try {
    writeFileSync(note, `process ${process.pid}, since ${new Date().toISOString()}\n`);
  } catch (error) {
    database.close();
    throw explainFailure(error, folder);
  }
  return {
    release() {
      rmSync(note, { force: true });
      database.close();
    },
  };
}

function openLockFile(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'writer.lock'), { timeout: 0 });
  } catch (error) {
    throw explainFailure(error, folder);
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && ((code & 0xff) === 5 || (code & 0xff) === 6);
}

function buildBusy(folder: string, note: string, cause: unknown): InfrastructureError {
  return new InfrastructureError(
    'store-busy',
    `another autosel is writing to the index in ${folder} (${readNote(note)}): wait until it is done, or stop it; finished work is kept`,
    { cause },
  );
}

function readNote(note: string): string {
  try {
    return readFileSync(note, 'utf8').trim() || 'it has just begun';
  } catch {
    return 'it has just begun';
  }
}
