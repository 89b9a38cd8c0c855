import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Sha } from '../../../git/index.ts';
import { explainFailure } from '../../store/failures.ts';
import type { WriterLock } from '../../store/lock.ts';
import type { Mail, MailIndex, SourceState } from '../types.ts';

/** Digits of a commit's id by which mails about it are found; shorter ids are not kept. */
const HEAD = 10;
/** A mail without an answer has none; one with more answers than this is no discussion. */
const MOST_ANSWERS = 500;
const MOST_PATCHES = 200;

export interface MailIndexParts {
  readonly where: string;
  readonly database: DatabaseSync;
  /** Undefined for a reader. */
  readonly lock: WriterLock | undefined;
}

/** The embedded index: one SQLite file. Made by `openMailIndex`. */
export class SqliteMailIndex implements MailIndex {
  readonly where: string;
  readonly writable: boolean;
  readonly #database: DatabaseSync;
  readonly #lock: WriterLock | undefined;
  readonly #statements = new Map<string, StatementSync>();

  constructor({ where, database, lock }: MailIndexParts) {
    this.where = where;
    this.writable = lock !== undefined;
    this.#database = database;
    this.#lock = lock;
  }

  count(): Promise<number> {
    return this.#explain(() => Number(this.#prepare('select count(*) as n from mails').get()?.['n'] ?? 0));
  }

  loadSource(name: string): Promise<SourceState | undefined> {
    return this.#explain(() => {
      const row = this.#prepare('select stamp, mark from sources where name = ?').get(name);
      return row === undefined ? undefined : { stamp: String(row['stamp']), mark: String(row['mark']) };
    });
  }

  saveMails(
    mails: readonly Mail[],
    { name, state }: { readonly name: string; readonly state: SourceState },
  ): Promise<number> {
    return this.#explain(() =>
      this.#inTransaction(() => {
        const added = mails.filter((mail) => this.#insert(mail)).length;
        this.#prepare('insert or replace into sources values (?, ?, ?)').run(name, state.stamp, state.mark);
        return added;
      }),
    );
  }

  loadMails(ids: readonly string[]): Promise<readonly Mail[]> {
    return this.#explain(() => ids.flatMap((id) => this.#load('message_id = ?', id, 1)).toSorted(byTime));
  }

  loadAnswers(id: string): Promise<readonly Mail[]> {
    return this.#explain(() => this.#load('parent = ?', id, MOST_ANSWERS));
  }

  loadOrphans(key: string): Promise<readonly Mail[]> {
    const orphaned = 'answers = ? and (parent is null or parent not in (select message_id from mails))';
    return this.#explain(() => this.#load(orphaned, key, MOST_ANSWERS));
  }

  loadPatches(key: string): Promise<readonly Mail[]> {
    return this.#explain(() => this.#load('patch_key = ?', key, MOST_PATCHES));
  }

  loadAbout(sha: Sha): Promise<readonly Mail[]> {
    return this.#explain(() => {
      const rows = this.#prepare('select mail, commit_id from about where head = ?').all(sha.slice(0, HEAD));
      const ids = rows.filter((row) => sha.startsWith(String(row['commit_id']))).map((row) => Number(row['mail']));
      return ids.flatMap((id) => this.#load('id = ?', id, 1)).toSorted(byTime);
    });
  }

  close(): Promise<void> {
    return this.#explain(() => {
      if (this.#database.isOpen) this.#database.close();
      this.#lock?.release();
    });
  }

  #insert(mail: Mail): boolean {
    const insert = this.#prepare(
      'insert or ignore into mails (message_id, parent, patch_key, answers, seen, value) values (?, ?, ?, ?, ?, ?)',
    );
    const key = mail.patch?.key ?? '';
    const { changes, lastInsertRowid } = insert.run(
      mail.id,
      mail.parent ?? null,
      key === '' ? null : key,
      mail.answers ?? null,
      mail.seen,
      JSON.stringify(mail),
    );
    if (Number(changes) === 0) return false;
    for (const id of mail.upstream)
      this.#prepare('insert or ignore into about values (?, ?, ?)').run(id.slice(0, HEAD), id, lastInsertRowid);
    return true;
  }

  #load(where: string, value: string | number, limit: number): Mail[] {
    const query = `select value from mails where ${where} order by seen, message_id limit ${limit}`;
    return this.#prepare(query)
      .all(value)
      .map((row) => JSON.parse(String(row['value'])) as Mail);
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, kept);
    return kept;
  }

  #inTransaction<T>(work: () => T): T {
    this.#database.exec('begin immediate');
    try {
      const answer = work();
      this.#database.exec('commit');
      return answer;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  #explain<T>(work: () => T): Promise<T> {
    return Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        throw explainFailure(error, this.where);
      });
  }
}

const byTime = (a: Mail, b: Mail): number => a.seen - b.seen || (a.id < b.id ? -1 : 1);
