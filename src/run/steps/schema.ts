import type { DatabaseSync } from 'node:sqlite';
import type { Generated } from 'kysely';

/** The layout below. A file with another number was made by another autosel and is refused, never thrown away: verdicts cost money. */
export const FORMAT = 1;

/**
 * Times are seconds since 1970, `body` and `request` are JSON. Of the latest call of a run `since` is the last step before it, `done` the commits
 * that it was done with at its end.
 */
export interface Tables {
  runs: {
    id: string;
    question: string;
    started: number;
    finished: number | null;
    request: string;
    commits: number;
    since: number | null;
    done: number | null;
  };
  steps: { seq: Generated<number>; run: string; sha: string; kind: string; member: string; key: string; body: string };
  replies: { key: string; body: string };
}

const CREATE = `
create table runs (
  id text primary key, question text not null, started integer not null, finished integer,
  request text not null, commits integer not null, since integer, done integer) without rowid;
create table steps (
  seq integer primary key, run text not null, sha text not null, kind text not null, member text not null,
  key text not null, body text not null, unique (run, key));
create index steps_by_key on steps (key);
create table replies (key text primary key, body text not null) without rowid;
pragma user_version = ${FORMAT};
`;

export function createTables(database: DatabaseSync): void {
  database.exec(`begin; ${CREATE} commit`);
}

/** Older files of this format lack these columns; the autosel that made them reads a file with them as well. */
export function addLaterColumns(database: DatabaseSync): void {
  const columns = database.prepare('pragma table_info(runs)').all();
  for (const later of ['since', 'done'])
    if (!columns.some(({ name }) => name === later)) database.exec(`alter table runs add column ${later} integer`);
}

export function readFormat(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
}
