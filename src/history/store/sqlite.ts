import type { Kysely } from 'kysely';
import type { Sha } from '../../git/index.ts';
import type { Release, StableBranch } from '../types.ts';
import { buildCorrupt, explainFailure } from './failures.ts';
import { insertRows } from './insert.ts';
import type { WriterLock } from './lock.ts';
import { planLive } from './live.ts';
import { decodeCommit, decodeLink, decodePick, encodeCommit, encodePick } from './rows.ts';
import type { Tables } from './schema.ts';
import type {
  CommitLink,
  HistoryState,
  HistoryStore,
  IndexedCommit,
  KnownCommit,
  LoadedReadModel,
  ReadModel,
  Role,
  StoredCommit,
  StoredTerms,
} from './types.ts';

/** Ids in one `where id in (…)`. */
const ASKED = 500;
/** Bytes of one part of a blob. */
const PART = 16 * 1024 * 1024;

const LINK_COLUMNS = ['sha', 'subject', 'author_email', 'author_time', 'commit_time', 'patch_id', 'facts'] as const;
const COMMIT_COLUMNS = [
  ...LINK_COLUMNS,
  'author_name',
  'committer_email',
  'paths',
  'added',
  'removed',
  'unread',
  'numbers',
] as const;

export interface SqliteParts {
  readonly where: string;
  readonly db: Kysely<Tables>;
  /** Undefined for a reader. */
  readonly lock: WriterLock | undefined;
}

/** The embedded store: one SQLite file. Made by {@link openStore}. */
export class SqliteHistoryStore implements HistoryStore {
  readonly where: string;
  readonly writable: boolean;
  readonly #db: Kysely<Tables>;
  readonly #lock: WriterLock | undefined;

  constructor(parts: SqliteParts) {
    this.where = parts.where;
    this.writable = parts.lock !== undefined;
    this.#db = parts.db;
    this.#lock = parts.lock;
  }

  loadState(): Promise<HistoryState | undefined> {
    return this.#explain(() => readState(this.#db));
  }

  loadKnown(): Promise<readonly KnownCommit[]> {
    return this.#explain(async () => {
      const rows = await this.#db.selectFrom('commits').select(['sha', 'made', 'unread']).execute();
      return rows.map((row) => ({ sha: row.sha as Sha, made: row.made, unread: row.unread !== null }));
    });
  }

  loadLinks(shas: readonly Sha[]): Promise<readonly CommitLink[]> {
    return this.#explain(async () => {
      const links: CommitLink[] = [];
      for (const chunk of chunksOf(shas)) {
        const rows = await this.#db.selectFrom('commits').select(LINK_COLUMNS).where('sha', 'in', chunk).execute();
        for (const row of rows) links.push(decodeLink(row));
      }
      return links;
    });
  }

  loadCommit(sha: Sha): Promise<StoredCommit | undefined> {
    return this.#explain(async () => {
      const row = await this.#db.selectFrom('commits').select(COMMIT_COLUMNS).where('sha', '=', sha).executeTakeFirst();
      return row === undefined ? undefined : decodeCommit(row);
    });
  }

  loadReadModel(): Promise<LoadedReadModel | undefined> {
    return this.#explain(() => this.#db.transaction().execute(readModel));
  }

  async *loadTerms(role: Role): AsyncIterable<StoredTerms> {
    const order = await this.#explain(() => readOrder(this.#db, role));
    for (const chunk of chunksOf(order)) {
      const rows = await this.#explain(() =>
        this.#db
          .selectFrom('terms')
          .select(['id', 'terms'])
          .where(
            'id',
            'in',
            chunk.map(({ id }) => id),
          )
          .execute(),
      );
      const found = new Map(rows.map((row) => [row.id, row.terms]));
      for (const { id, sha, commit_time } of chunk) {
        const terms = found.get(id);
        if (terms === undefined) throw buildCorrupt(this.where, `no terms of commit ${sha}`);
        yield { sha: sha as Sha, commitTime: commit_time, terms };
      }
    }
  }

  loadTermsOf(sha: Sha): Promise<Uint8Array | undefined> {
    return this.#explain(async () => {
      const query = this.#db.selectFrom('terms').innerJoin('commits', 'commits.id', 'terms.id').select('terms.terms');
      return (await query.where('commits.sha', '=', sha).executeTakeFirst())?.terms;
    });
  }

  saveCommits(commits: readonly IndexedCommit[], made: string): Promise<void> {
    return this.#explain(() =>
      this.#db.transaction().execute(async (trx) => {
        const ids = await numberCommits(
          trx,
          commits.map(({ sha }) => sha),
        );
        await insertRows(
          trx,
          'commits',
          commits.map((commit, at) => ({ id: ids[at], ...encodeCommit(commit, made) })),
        );
        await insertRows(
          trx,
          'terms',
          commits.map((commit, at) => ({ id: ids[at], terms: commit.terms })),
        );
      }),
    );
  }

  saveReadModel(model: ReadModel): Promise<void> {
    return this.#explain(() => this.#db.transaction().execute((trx) => writeModel(trx, model)));
  }

  clearReadModel(): Promise<void> {
    return this.#explain(async () => {
      await this.#db.deleteFrom('meta').where('key', '=', 'state').execute();
    });
  }

  loadBlob(name: string): Promise<Uint8Array | undefined> {
    return this.#explain(async () => {
      const rows = await this.#db
        .selectFrom('blobs')
        .select('bytes')
        .where('name', '=', name)
        .orderBy('part')
        .execute();
      if (rows.length <= 1) return rows[0]?.bytes;
      return Buffer.concat(rows.map(({ bytes }) => bytes));
    });
  }

  saveBlobs(blobs: Readonly<Record<string, Uint8Array | undefined>>): Promise<void> {
    return this.#explain(() =>
      this.#db.transaction().execute(async (trx) => {
        for (const [name, bytes] of Object.entries(blobs)) await writeBlob(trx, name, bytes);
      }),
    );
  }

  async close(): Promise<void> {
    try {
      await this.#explain(() => this.#db.destroy());
    } finally {
      this.#lock?.release();
    }
  }

  async #explain<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError)
        throw buildCorrupt(this.where, error.message, error);
      throw explainFailure(error, this.where);
    }
  }
}

async function readState(db: Kysely<Tables>): Promise<HistoryState | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'state').executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value) as HistoryState);
}

async function readModel(db: Kysely<Tables>): Promise<LoadedReadModel | undefined> {
  const state = await readState(db);
  if (state === undefined) return undefined;
  const rows = await db
    .selectFrom('live')
    .innerJoin('commits', 'commits.id', 'live.id')
    .select([...COMMIT_COLUMNS.map((name) => `commits.${name}` as const), 'live.release'])
    .where('live.role', '=', 'mainline')
    .execute();
  const branches = await db.selectFrom('branches').selectAll().orderBy('position').execute();
  const picks = await db.selectFrom('picks').selectAll().orderBy('position').execute();
  const releases = await db.selectFrom('releases').selectAll().orderBy('position').execute();
  rows.sort((a, b) => a.commit_time - b.commit_time || (a.sha < b.sha ? -1 : 1));
  return {
    state,
    commits: rows.map((row) => Object.assign(decodeCommit(row), { release: row.release ?? undefined })),
    branches: branches.map((row) => JSON.parse(row.value) as StableBranch),
    contains: branches.map(({ contains }) => contains),
    picks: picks.map(decodePick),
    releases: releases.map(({ name, time, final }): Release => ({ name, time, final: final === 1 })),
  };
}

async function readOrder(
  db: Kysely<Tables>,
  role: Role,
): Promise<readonly { readonly id: number; readonly sha: string; readonly commit_time: number }[]> {
  const rows = await db
    .selectFrom('live')
    .innerJoin('commits', 'commits.id', 'live.id')
    .select(['commits.id', 'commits.sha', 'commits.commit_time'])
    .where('live.role', '=', role)
    .execute();
  return rows.toSorted((a, b) => a.commit_time - b.commit_time || (a.sha < b.sha ? -1 : 1));
}

/** The number of each commit: the one it has, or the next free one. */
async function numberCommits(db: Kysely<Tables>, shas: readonly Sha[]): Promise<readonly number[]> {
  const known = new Map<string, number>();
  for (const chunk of chunksOf(shas)) {
    const rows = await db.selectFrom('commits').select(['id', 'sha']).where('sha', 'in', chunk).execute();
    for (const row of rows) known.set(row.sha, row.id);
  }
  const last = await db
    .selectFrom('commits')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  let next = (last?.id ?? 0) + 1;
  return shas.map((sha) => known.get(sha) ?? next++);
}

async function writeModel(db: Kysely<Tables>, model: ReadModel): Promise<void> {
  const commits = await db.selectFrom('commits').select(['id', 'sha']).execute();
  const plan = planLive({
    ids: new Map(commits.map((row) => [row.sha, row.id])),
    before: await db.selectFrom('live').selectAll().execute(),
    live: model.live,
  });
  for (const chunk of chunksOf(plan.removed)) await db.deleteFrom('live').where('id', 'in', chunk).execute();
  await insertRows(db, 'live', plan.written);
  for (const table of ['branches', 'picks', 'releases'] as const) await db.deleteFrom(table).execute();
  const branches = model.branches.map(({ contains, ...branch }, position) => ({
    position,
    value: JSON.stringify(branch),
    contains,
  }));
  await insertRows(db, 'branches', branches);
  await insertRows(db, 'picks', model.picks.map(encodePick));
  await insertRows(
    db,
    'releases',
    model.releases.map(({ name, time, final }, position) => ({ position, name, time, final: final ? 1 : 0 })),
  );
  await insertRows(db, 'meta', [{ key: 'state', value: JSON.stringify(model.state) }]);
}

async function writeBlob(db: Kysely<Tables>, name: string, bytes: Uint8Array | undefined): Promise<void> {
  await db.deleteFrom('blobs').where('name', '=', name).execute();
  if (bytes === undefined) return;
  const parts = Math.max(1, Math.ceil(bytes.length / PART));
  for (let part = 0; part < parts; part += 1) {
    await db
      .insertInto('blobs')
      .values({ name, part, bytes: bytes.subarray(part * PART, (part + 1) * PART) })
      .execute();
  }
}

function* chunksOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ASKED) yield all.slice(from, from + ASKED);
}
