import type { CompiledQuery, Insertable, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** SQLite takes 32,766 parameters a statement; the widest table has 17 columns. */
const ROWS = 200;

/**
 * Inserts rows in chunks. Kysely builds the statement of a full chunk once; later chunks reuse it with their own values, which
 * saves most of the time. Every row must have the same keys in the same order.
 */
export async function insertRows<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  let full: CompiledQuery | undefined;
  for (let from = 0; from < rows.length; from += ROWS) {
    const chunk = rows.slice(from, from + ROWS);
    if (chunk.length < ROWS) full = undefined;
    full ??= db.insertInto(table).orReplace().values(chunk).compile();
    await db.executeQuery({ ...full, parameters: chunk.flatMap((row) => Object.values(row)) });
  }
}
