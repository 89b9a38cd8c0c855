import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

export type Save = (db: Kysely<Tables>) => Promise<unknown>;

interface Waiting {
  readonly save: Save;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Saves that come in one turn go to disk together, in one transaction and with one sync. Each promise resolves when its row is safe;
 * when the transaction fails, none of its rows is there and each promise rejects.
 */
export class GatheredSaves {
  readonly #db: Kysely<Tables>;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  add(save: Save): Promise<void> {
    const saved = new Promise<void>((done, failed) => this.#waiting.push({ save, done, failed }));
    this.#writing ??= this.#writeAll();
    return saved;
  }

  /** Resolves when nothing waits any more. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>((done) => setImmediate(done));
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch);
    }
    this.#writing = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#db.transaction().execute(async (db) => {
        for (const { save } of batch) await save(db);
      });
    } catch (error) {
      for (const { failed } of batch) failed(error);
      return;
    }
    for (const { done } of batch) done();
  }
}
