import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UsageError } from '../../errors.ts';
import { acquireWriterLock, buildKysely, explainFailure, type WriterLock } from '../../history/index.ts';
import { addLaterColumns, createTables, FORMAT, readFormat, type Tables } from './schema.ts';
import { SqliteStepStore } from './sqlite.ts';
import type { StepStore } from './types.ts';

const FOLDER = 'runs';
const FILE = 'runs.sqlite';
/** Milliseconds that a reader waits for a writer. */
const PATIENCE = 5000;

export interface OpenStepsOptions {
  /** The store's folder. */
  readonly folder: string;
  /** `write` makes what is not there and takes the one writer's lock. */
  readonly mode: 'read' | 'write';
}

/**
 * Opens what runs have finished. UsageError `no-runs` when a reader finds none, `runs-other-format` for a file of another
 * autosel; `store-busy`, `disk-full`, `store-read-only` as the index has them.
 */
export function openSteps(options: OpenStepsOptions): Promise<StepStore> {
  const folder = join(options.folder, FOLDER);
  return Promise.resolve().then(() => {
    try {
      return options.mode === 'read' ? openReader(folder) : openWriter(folder);
    } catch (error) {
      throw explainFailure(error, folder);
    }
  });
}

function openReader(folder: string): StepStore {
  const file = join(folder, FILE);
  if (!existsSync(file))
    throw new UsageError(
      'no-runs',
      `nobody was asked yet: ${folder} holds no runs; autosel ask or select --panel makes one`,
    );
  return assemble(new DatabaseSync(file, { readOnly: true, timeout: PATIENCE }), { folder, lock: undefined });
}

function openWriter(folder: string): StepStore {
  mkdirSync(folder, { recursive: true });
  const lock = acquireWriterLock(folder);
  try {
    const database = new DatabaseSync(join(folder, FILE), { timeout: PATIENCE });
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    if (readFormat(database) === 0) createTables(database);
    if (readFormat(database) === FORMAT) addLaterColumns(database);
    return assemble(database, { folder, lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assemble(
  database: DatabaseSync,
  { folder, lock }: { readonly folder: string; readonly lock: WriterLock | undefined },
): StepStore {
  const format = readFormat(database);
  if (format === FORMAT) return new SqliteStepStore({ where: folder, db: buildKysely<Tables>(database), lock });
  database.close();
  throw new UsageError(
    'runs-other-format',
    `the runs in ${folder} have format ${format}, this autosel knows ${FORMAT}: use the autosel that made them, or move the folder away`,
  );
}
