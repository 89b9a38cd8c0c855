import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Review } from '../../history/index.ts';
import { openLedger, type Ledger } from '../../run/index.ts';
import type { ReviewStore } from '../types.ts';
import { FORMAT, createTables } from './schema.ts';

/**
 * Opens the reviews beside an index. A writer makes the file; a reader gets undefined where nothing was ever said. Errors as
 * `openLedger` has them.
 */
export async function openReviews(folder: string, mode: 'read' | 'write'): Promise<ReviewStore | undefined> {
  const ledger = await openLedger({
    folder: resolve(folder, 'reviews'),
    file: 'reviews.sqlite',
    what: 'what people said',
    format: FORMAT,
    create: createTables,
    mode,
  });
  return ledger === undefined ? undefined : assemble(ledger);
}

/** All reviews of a store; none where nothing was ever said. */
export async function loadReviews(folder: string): Promise<readonly Review[]> {
  const store = await openReviews(folder, 'read');
  try {
    return store?.load() ?? [];
  } finally {
    store?.close();
  }
}

const assemble = (ledger: Ledger): ReviewStore => ({
  where: ledger.where,
  load: () => ledger.use(readAll),
  add: (reviews) => ledger.use((database) => addNew(database, reviews)),
  close: () => ledger.close(),
});

const readAll = (database: DatabaseSync): readonly Review[] =>
  database
    .prepare('select value from reviews order by seq')
    .all()
    .map((row) => restore(JSON.parse(String(row['value'])) as Review));

/** JSON leaves out what is undefined. */
const restore = (review: Review): Review => ({
  ...review,
  ground: review.ground,
  authority: review.authority,
});

function addNew(database: DatabaseSync, reviews: readonly Review[]): number {
  database.exec('begin immediate');
  try {
    const insert = database.prepare('insert or ignore into reviews (id, commit_id, at, value) values (?, ?, ?, ?)');
    const added = reviews.reduce(
      (n, review) => n + Number(insert.run(review.id, review.commit, review.at, JSON.stringify(review)).changes),
      0,
    );
    database.exec('commit');
    return added;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
