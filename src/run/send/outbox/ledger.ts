import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AutoselError, InfrastructureError, UsageError } from '../../../errors.ts';
import { acquireWriterLock, explainFailure } from '../../../history/index.ts';

/** Milliseconds that a reader waits for a writer. */
const PATIENCE = 5000;

export interface LedgerOptions {
  /** The ledger's own folder. */
  readonly folder: string;
  readonly file: string;
  /** For messages: `the outbox`. */
  readonly what: string;
  /** Number of the layout. */
  readonly format: number;
  /** Makes the tables and notes the format. */
  readonly create: (database: DatabaseSync) => void;
  readonly mode: 'read' | 'write';
}

/** An open file to which entries are only added. */
export interface Ledger {
  readonly where: string;
  readonly database: DatabaseSync;
  /** Runs work on the database; its failures say what to do. */
  use<T>(work: (database: DatabaseSync) => T): T;
  close(): void;
}

/**
 * Opens a file that is beside the index and is never made anew. A writer makes it and takes its folder's lock; a reader gets undefined
 * where there is none. UsageError `other-format` for a file of another autosel; `store-busy`, `disk-full`, `store-read-only` as the
 * index has them.
 */
export function openLedger(options: LedgerOptions): Promise<Ledger | undefined> {
  return Promise.resolve().then(() => {
    try {
      return options.mode === 'read' ? openReader(options) : openWriter(options);
    } catch (error) {
      throw explain(error, options);
    }
  });
}

/** The index can be built anew and these files cannot: their damage needs other advice. */
function explain(error: unknown, { folder, what }: LedgerOptions): unknown {
  const known = explainFailure(error, folder);
  if (!(known instanceof AutoselError) || known.code !== 'store-corrupt') return known;
  return new InfrastructureError(
    'ledger-damaged',
    `${what} in ${folder} is damaged: put a copy of it back; it is no part of the index and cannot be built anew`,
    { cause: error },
  );
}

function openReader(options: LedgerOptions): Ledger | undefined {
  const file = join(options.folder, options.file);
  if (!existsSync(file)) return undefined;
  return assemble(new DatabaseSync(file, { readOnly: true, timeout: PATIENCE }), options, () => {});
}

function openWriter(options: LedgerOptions): Ledger {
  mkdirSync(options.folder, { recursive: true });
  const lock = acquireWriterLock(options.folder);
  try {
    const database = new DatabaseSync(join(options.folder, options.file), { timeout: PATIENCE });
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    if (formatOf(database) === 0) options.create(database);
    return assemble(database, options, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assemble(database: DatabaseSync, options: LedgerOptions, release: () => void): Ledger {
  const format = formatOf(database);
  if (format !== options.format) {
    database.close();
    throw new UsageError(
      'other-format',
      `${options.what} in ${options.folder} has format ${format}, this autosel knows ${options.format}: use the autosel that made it`,
    );
  }
  return {
    where: options.folder,
    database,
    use(work) {
      try {
        return work(database);
      } catch (error) {
        throw explain(error, options);
      }
    },
    close() {
      database.close();
      release();
    },
  };
}

const formatOf = (database: DatabaseSync): number =>
  Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
