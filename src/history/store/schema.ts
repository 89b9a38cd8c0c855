import type { DatabaseSync } from 'node:sqlite';
import type { Generated } from 'kysely';

/** The layout below. A store of a larger number is refused, one of a smaller number is rebuilt by `index`. */
export const FORMAT = 1;

/** Tables of one repository's index. Times are seconds since 1970, JSON is text. */
export interface Tables {
  meta: { key: string; value: string };
  commits: {
    id: Generated<number>;
    sha: string;
    made: string;
    subject: string;
    author_name: string;
    author_email: string;
    committer_email: string;
    author_time: number;
    commit_time: number;
    facts: string;
    paths: string;
    added: number;
    removed: number;
    patch_id: string;
    unread: string | null;
    numbers: Uint8Array;
  };
  terms: { id: number; terms: Uint8Array };
  live: { id: number; role: string; release: string | null };
  branches: { position: number; value: string; contains: Uint8Array };
  picks: {
    position: number;
    branch: number;
    stable_sha: string;
    sha: string;
    how: string;
    known_since: number;
    reverted_at: number | null;
  };
  releases: { position: number; name: string; time: number; final: number };
  blobs: { name: string; part: number; bytes: Uint8Array };
}

const CREATE = `
create table meta (key text primary key, value text not null) without rowid;
create table commits (
  id integer primary key, sha text not null unique, made text not null, subject text not null,
  author_name text not null, author_email text not null, committer_email text not null,
  author_time integer not null, commit_time integer not null, facts text not null, paths text not null,
  added integer not null, removed integer not null, patch_id text not null, unread text, numbers blob not null);
create table terms (id integer primary key, terms blob not null);
create table live (id integer primary key, role text not null, release text);
create table branches (position integer primary key, value text not null, contains blob not null);
create table picks (
  position integer primary key, branch integer not null, stable_sha text not null, sha text not null,
  how text not null, known_since integer not null, reverted_at integer);
create table releases (position integer primary key, name text not null, time integer not null, final integer not null);
create table blobs (name text not null, part integer not null, bytes blob not null, primary key (name, part));
pragma user_version = ${FORMAT};
`;

/** Makes the tables in an empty database, all or none. */
export function createTables(database: DatabaseSync): void {
  database.exec(`begin immediate; ${CREATE} commit;`);
}

/** 0 for a database without tables. */
export function readFormat(database: DatabaseSync): number {
  const row = database.prepare('pragma user_version').get();
  return Number(row?.['user_version'] ?? 0);
}
