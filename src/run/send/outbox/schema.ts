import type { DatabaseSync } from 'node:sqlite';

/** A file of another number was made by another autosel and is refused: without it mails would leave twice. */
export const FORMAT = 1;

const CREATE = `
create table entries (
  seq integer primary key, kind text not null, way text not null, matter text not null, message_id text not null,
  commit_id text, at integer not null, detail text not null);
create index entries_by_id on entries (way, message_id);
create index entries_by_matter on entries (way, matter);
create trigger entries_stay before update on entries begin select raise(abort, 'entries are only added'); end;
create trigger entries_remain before delete on entries begin select raise(abort, 'entries are only added'); end;
pragma user_version = ${FORMAT};
`;

export function createTables(database: DatabaseSync): void {
  database.exec(`begin; ${CREATE} commit`);
}
