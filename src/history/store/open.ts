import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.ts';
import { buildKysely } from './dialect.ts';
import { explainFailure } from './failures.ts';
import { acquireWriterLock } from './lock.ts';
import { FORMAT, createTables, readFormat } from './schema.ts';
import { SqliteHistoryStore } from './sqlite.ts';
import type { HistoryStore } from './types.ts';

const FILE = 'autosel.sqlite';
/** Readers wait this long while a writer that died is being cleaned up after; milliseconds. */
const PATIENCE = 5000;

/** A commit's row and terms take 1-4 KB: larger pages waste less than SQLite's 4 KB. */
const PAGE = 16_384;
/** Bytes of write-ahead log that are worth a copy into the file and a wait for the disk. */
const CHECKPOINT = 64 * 1024 * 1024;

export interface OpenOptions {
  readonly folder: string;
  /** `rebuild` throws away what is there. */
  readonly mode: 'read' | 'write' | 'rebuild';
  /** The index may not grow beyond it: `disk-full`. */
  readonly maxBytes?: number;
}

/**
 * Opens the index in a folder. Writers make the folder, take the one writer's lock and replace an index of an older format;
 * readers throw UsageError `no-index` when there is none. Other codes: see {@link HistoryStore}.
 */
export function openStore(options: OpenOptions): Promise<HistoryStore> {
  const folder = resolve(options.folder);
  return Promise.resolve().then(() => {
    try {
      return options.mode === 'read' ? openForReading(folder) : openForWriting(folder, options);
    } catch (error) {
      throw explainFailure(error, folder);
    }
  });
}

function openForReading(folder: string): HistoryStore {
  const file = join(folder, FILE);
  if (!existsSync(file) || statSync(file).size === 0) throw buildNoIndex(folder);
  const database = openReader(file);
  try {
    const format = readFormat(database);
    if (format === 0) throw buildNoIndex(folder);
    if (format > FORMAT) throw buildNewer(folder, format);
    if (format < FORMAT)
      throw new UsageError(
        'store-older',
        `the index in ${folder} was made by an older autosel: run autosel index to renew it`,
      );
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteHistoryStore({ where: folder, db: buildKysely(database), lock: undefined });
}

/** In a folder that cannot be written to, SQLite cannot share the file with a writer; there is none then either. */
function openReader(file: string): DatabaseSync {
  const options = { readOnly: true, timeout: PATIENCE };
  const shared = new DatabaseSync(file, options);
  try {
    readFormat(shared);
    shared.prepare('select count(*) from sqlite_schema').get();
    return shared;
  } catch (error) {
    shared.close();
    const code = (error as { errcode?: number }).errcode ?? 0;
    if ((code & 0xff) !== 14 && (code & 0xff) !== 8) throw error;
    const url = pathToFileURL(file);
    url.search = 'immutable=1';
    return new DatabaseSync(url, options);
  }
}

function openForWriting(folder: string, options: OpenOptions): HistoryStore {
  mkdirSync(folder, { recursive: true });
  const lock = acquireWriterLock(folder);
  try {
    if (options.mode === 'rebuild') removeFiles(folder);
    const database = openWriter(folder);
    if (options.maxBytes !== undefined) limit(database, options.maxBytes);
    return new SqliteHistoryStore({ where: folder, db: buildKysely(database), lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openWriter(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, FILE), { timeout: PATIENCE });
  try {
    const format = readFormat(database);
    if (format > FORMAT) throw buildNewer(folder, format);
    if (format !== 0 && format < FORMAT) {
      database.close();
      removeFiles(folder);
      return openWriter(folder);
    }
    database.exec(`pragma page_size = ${PAGE}; pragma journal_mode = wal; pragma synchronous = normal`);
    database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT / PAGE}`);
    if (format === 0) createTables(database);
    return database;
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

function limit(database: DatabaseSync, maxBytes: number): void {
  const size = Number(database.prepare('pragma page_size').get()?.['page_size']);
  database.exec(`pragma max_page_count = ${Math.max(1, Math.floor(maxBytes / size))}`);
}

function removeFiles(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, FILE + end), { force: true });
}

function buildNoIndex(folder: string): UsageError {
  return new UsageError('no-index', `nothing is indexed yet in ${folder}: run autosel index first`);
}

function buildNewer(folder: string, format: number): UsageError {
  return new UsageError(
    'store-newer',
    `the index in ${folder} has format ${format}, this autosel knows up to ${FORMAT}: use the newer autosel, or another folder with --store`,
  );
}
