import type { DatabaseSync } from 'node:sqlite';

/** The layout below, and how mails are parsed: an index of another number is made anew. */
export const MAIL_FORMAT = 1;

const CREATE = `
create table sources (name text primary key, stamp text not null, mark text not null) without rowid;
create table mails (
  id integer primary key, message_id text not null unique, parent text, patch_key text, answers text, seen integer not null,
  value text not null);
create index mails_parent on mails (parent) where parent is not null;
create index mails_key on mails (patch_key) where patch_key is not null;
create index mails_answers on mails (answers) where answers is not null;
create table about (head text not null, commit_id text not null, mail integer not null, primary key (head, mail, commit_id))
  without rowid;
pragma user_version = ${MAIL_FORMAT};
`;

/** Makes the tables in an empty database, all or none. */
export function createMailTables(database: DatabaseSync): void {
  database.exec(`begin immediate; ${CREATE} commit;`);
}
