import { CompiledQuery } from 'kysely';
import type { Insertable, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** SQLite takes 32,766 parameters a statement; the widest table has 17 columns. */
const ROWS = 200;

/** Statements of a full chunk, by table and columns. */
const statements = new Map<string, string>();

/**
 * Inserts rows in chunks. Kysely builds the statement of a full chunk once; later chunks and calls reuse it with their own
 * values, which saves most of the time. Every row must have the same keys in the same order.
 */
export async function insertRows<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) {
    const chunk = rows.slice(from, from + ROWS);
    const sql = chunk.length < ROWS ? buildInsert(db, table, chunk) : keptInsert(db, table, chunk);
    const parameters = chunk.flatMap((row) => Object.values(row));
    await db.executeQuery(CompiledQuery.raw(sql, parameters));
  }
}

function keptInsert<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  chunk: readonly Insertable<Tables[T]>[],
): string {
  const key = [table, ...Object.keys(chunk[0])].join(' ');
  const sql = statements.get(key) ?? buildInsert(db, table, chunk);
  statements.set(key, sql);
  return sql;
}

function buildInsert<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  chunk: readonly Insertable<Tables[T]>[],
): string {
  return db.insertInto(table).orReplace().values(chunk).compile().sql;
}
