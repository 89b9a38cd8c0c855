import type { DatabaseSync } from 'node:sqlite';

/** A file of another number is refused: what people said cannot be made anew. */
export const FORMAT = 1;

const CREATE = `
create table reviews (
  seq integer primary key, id text not null unique, commit_id text not null, at integer not null, value text not null);
create index reviews_by_commit on reviews (commit_id);
create trigger reviews_stay before update on reviews begin select raise(abort, 'reviews are only added'); end;
create trigger reviews_remain before delete on reviews begin select raise(abort, 'reviews are only added'); end;
pragma user_version = ${FORMAT};
`;

export function createTables(database: DatabaseSync): void {
  database.exec(`begin; ${CREATE} commit`);
}
