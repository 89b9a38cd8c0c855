import type { DatabaseSync } from 'node:sqlite';
import type { Generated } from 'kysely';

/** The layout below. A file with another number was made by another autosel and is refused, never thrown away: verdicts cost money. */
export const FORMAT = 1;

/** Times are seconds since 1970, `body` and `request` are JSON. */
export interface Tables {
  runs: {
    id: string;
    question: string;
    started: number;
    finished: number | null;
    request: string;
    commits: number;
  };
  steps: { seq: Generated<number>; run: string; sha: string; kind: string; member: string; key: string; body: string };
  replies: { key: string; body: string };
}

const CREATE = `
create table runs (
  id text primary key, question text not null, started integer not null, finished integer,
  request text not null, commits integer not null) without rowid;
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

export function readFormat(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
}
