import { resolve } from 'node:path';
import { openLedger } from './ledger.ts';
import { FORMAT, createTables } from './schema.ts';
import { SqliteOutbox } from './sqlite.ts';
import type { Outbox } from './types.ts';

export interface OpenOutboxOptions {
  /** The store's folder. */
  readonly folder: string;
  /** `read` gives undefined when nothing was ever sent. */
  readonly mode: 'read' | 'write';
}

/** Opens the outbox of a store. Errors as `openLedger` has them. */
export function openOutbox(options: OpenOutboxOptions & { readonly mode: 'write' }): Promise<Outbox>;
export function openOutbox(options: OpenOutboxOptions): Promise<Outbox | undefined>;
export async function openOutbox({ folder, mode }: OpenOutboxOptions): Promise<Outbox | undefined> {
  const ledger = await openLedger({
    folder: resolve(folder, 'outbox'),
    file: 'outbox.sqlite',
    what: 'the outbox',
    format: FORMAT,
    create: createTables,
    mode,
  });
  return ledger === undefined ? undefined : new SqliteOutbox(ledger);
}
