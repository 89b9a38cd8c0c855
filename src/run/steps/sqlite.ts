import type { Kysely, Selectable } from 'kysely';
import type { Sha } from '../../git/index.ts';
import { explainFailure, type WriterLock } from '../../history/index.ts';
import type { ReplyMemory } from '../../models/index.ts';
import { GatheredSaves, type Save } from './gathered.ts';
import type { Tables } from './schema.ts';
import type { CallEnd, RunRecord, Step, StepKind, StepStore } from './types.ts';

/** Steps read at a time. */
const PAGE = 200;

export interface SqliteParts {
  readonly where: string;
  readonly db: Kysely<Tables>;
  /** Undefined for a reader. */
  readonly lock: WriterLock | undefined;
}

/** Runs in one SQLite file; a save is safe when its promise resolves. Made by `openSteps`. */
export class SqliteStepStore implements StepStore {
  readonly replies: ReplyMemory;
  readonly #parts: SqliteParts;
  readonly #saves: GatheredSaves;

  constructor(parts: SqliteParts) {
    this.#parts = parts;
    this.#saves = new GatheredSaves(parts.db);
    this.replies = {
      load: (key) => this.#explain(() => loadReply(parts.db, key)),
      save: (key, body) => this.#save((db) => insertReply(db, { key, body })),
    };
  }

  beginCall({ id, question, startedAt, request, commits }: Parameters<StepStore['beginCall']>[0]): Promise<void> {
    const values = { id, question, started: startedAt, request: JSON.stringify(request), commits };
    return this.#save(async (db) => {
      const { last } = await db
        .selectFrom('steps')
        .select(({ fn }) => fn.max('seq').as('last'))
        .executeTakeFirstOrThrow();
      const call = { since: last ?? 0, finished: null, done: null };
      await db
        .insertInto('runs')
        .values({ ...values, ...call })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(call))
        .execute();
    });
  }

  endCall(id: string, { at, done }: CallEnd): Promise<void> {
    return this.#save((db) => db.updateTable('runs').set({ finished: at, done }).where('id', '=', id).execute());
  }

  loadRun(id: string): Promise<RunRecord | undefined> {
    return this.#explain(async () => {
      const row = await this.#parts.db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : decodeRun(row);
    });
  }

  listRuns(): Promise<readonly RunRecord[]> {
    return this.#explain(async () => {
      const rows = await this.#parts.db
        .selectFrom('runs')
        .selectAll()
        .orderBy('started', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(decodeRun);
    });
  }

  saveStep(step: Step): Promise<void> {
    const values = { ...step, body: JSON.stringify(step.body) };
    if (step.kind === 'verdict') return this.#save((db) => db.replaceInto('steps').values(values).execute());
    return this.#save((db) =>
      db
        .insertInto('steps')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  loadStep(run: string, key: string): Promise<Step | undefined> {
    return this.#explain(async () => {
      const query = this.#parts.db.selectFrom('steps').selectAll().where('run', '=', run).where('key', '=', key);
      const row = await query.executeTakeFirst();
      return row === undefined ? undefined : decodeStep(row);
    });
  }

  findStep(key: string): Promise<Step | undefined> {
    return this.#explain(async () => {
      const query = this.#parts.db.selectFrom('steps').selectAll().where('key', '=', key).orderBy('seq', 'desc');
      const row = await query.limit(1).executeTakeFirst();
      return row === undefined ? undefined : decodeStep(row);
    });
  }

  loadSteps(run: string, kind?: StepKind): AsyncIterable<Step> {
    return this.#pageSteps(run, kind, -1);
  }

  async *loadLatest(run: string): AsyncIterable<Step> {
    const row = await this.#explain(() =>
      this.#parts.db.selectFrom('runs').selectAll().where('id', '=', run).executeTakeFirst(),
    );
    yield* this.#pageSteps(run, 'verdict', row?.since ?? -1);
  }

  async *#pageSteps(run: string, kind: StepKind | undefined, from: number): AsyncIterable<Step> {
    for (let after = from; ;) {
      const rows = await this.#explain(() => {
        const query = this.#parts.db.selectFrom('steps').selectAll().where('run', '=', run).where('seq', '>', after);
        const wanted = kind === undefined ? query : query.where('kind', '=', kind);
        return wanted.orderBy('seq').limit(PAGE).execute();
      });
      for (const row of rows) yield decodeStep(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.seq;
    }
  }

  async close(): Promise<void> {
    try {
      await this.#saves.settle();
      await this.#explain(() => this.#parts.db.destroy());
    } finally {
      this.#parts.lock?.release();
    }
  }

  #save(save: Save): Promise<void> {
    return this.#explain(() => this.#saves.add(save));
  }

  async #explain<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explainFailure(error, this.#parts.where);
    }
  }
}

async function loadReply(db: Kysely<Tables>, key: string): Promise<string | undefined> {
  return (await db.selectFrom('replies').select('body').where('key', '=', key).executeTakeFirst())?.body;
}

const insertReply = (db: Kysely<Tables>, row: Tables['replies']): Promise<unknown> =>
  db
    .insertInto('replies')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();

const decodeRun = (row: Selectable<Tables['runs']>): RunRecord => ({
  id: row.id,
  question: row.question as RunRecord['question'],
  startedAt: row.started,
  finishedAt: row.finished ?? undefined,
  request: JSON.parse(row.request) as unknown,
  commits: row.commits,
  done: row.done ?? undefined,
});

const decodeStep = ({ run, sha, kind, member, key, body }: Selectable<Tables['steps']>): Step => ({
  run,
  sha: sha as Sha,
  kind: kind as StepKind,
  member,
  key,
  body: JSON.parse(body) as unknown,
});
