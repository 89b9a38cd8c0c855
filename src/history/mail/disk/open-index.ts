import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explainFailure } from '../../store/failures.ts';
import { acquireWriterLock } from '../../store/lock.ts';
import type { MailIndex } from '../types.ts';
import { SqliteMailIndex } from './index-file.ts';
import { MAIL_FORMAT, createMailTables } from './schema.ts';

const FILE = 'mail.sqlite';
/** Milliseconds that a reader waits while a writer that died is being cleaned up after. */
const PATIENCE = 5000;

/**
 * Opens the mail index of a store. A writer makes the folder `mail` in it, takes its lock and replaces an index of
 * another format; a reader gets undefined when there is none that it can read.
 * Errors: `store-busy`, `store-read-only`, `store-corrupt`, `disk-full`.
 */
export function openMailIndex(storeFolder: string, mode: 'read' | 'write'): Promise<MailIndex | undefined> {
  const folder = join(storeFolder, 'mail');
  return Promise.resolve().then(() => {
    try {
      return mode === 'read' ? openForReading(folder) : openForWriting(folder);
    } catch (error) {
      throw explainFailure(error, folder);
    }
  });
}

/** Throws the mail index of a store away; the archives are read again at the next use. Errors as for a writer. */
export async function removeMailIndex(storeFolder: string): Promise<void> {
  const folder = join(storeFolder, 'mail');
  if (!existsSync(folder)) return;
  await Promise.resolve();
  const lock = acquireWriterLock(folder);
  removeFiles(folder);
  lock.release();
}

function openForReading(folder: string): MailIndex | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
  if (formatOf(database) === MAIL_FORMAT) return new SqliteMailIndex({ where: folder, database, lock: undefined });
  database.close();
  return undefined;
}

function openForWriting(folder: string): MailIndex {
  mkdirSync(folder, { recursive: true });
  const lock = acquireWriterLock(folder);
  try {
    return new SqliteMailIndex({ where: folder, database: openWriter(folder), lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openWriter(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, FILE), { timeout: PATIENCE });
  try {
    const format = formatOf(database);
    if (format !== 0 && format !== MAIL_FORMAT) {
      database.close();
      removeFiles(folder);
      return openWriter(folder);
    }
    database.exec('pragma journal_mode = wal; pragma synchronous = normal');
    if (format === 0) createMailTables(database);
    return database;
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

const formatOf = (database: DatabaseSync): number =>
  Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);

function removeFiles(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, FILE + end), { force: true });
}
