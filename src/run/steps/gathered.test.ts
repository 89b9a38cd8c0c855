import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { buildKysely } from '../../history/index.ts';
import { GatheredSaves, type Save } from './gathered.ts';
import { createTables, type Tables } from './schema.ts';

function open(): { readonly saves: GatheredSaves; readonly keys: () => unknown[]; readonly begun: string[] } {
  const database = new DatabaseSync(':memory:');
  createTables(database);
  const begun: string[] = [];
  const prepare = database.prepare.bind(database);
  const db = buildKysely<Tables>(
    Object.assign(database, {
      prepare: (sql: string) => {
        const statement = prepare(sql);
        const run = statement.run.bind(statement);
        return Object.assign(statement, {
          run: (...values: never[]) => {
            if (sql === 'begin' || sql === 'commit' || sql === 'rollback') begun.push(sql);
            return run(...values);
          },
        });
      },
    }),
  );
  const keys = (): unknown[] =>
    prepare('select key from replies order by key')
      .all()
      .map(({ key }) => key);
  return { saves: new GatheredSaves(db), keys, begun };
}

const reply =
  (key: string): Save =>
  (db) =>
    db.insertInto('replies').values({ key, body: 'said' }).execute();
const broken: Save = () => Promise.reject(new Error('the disk is full'));

test('saves of one turn are written in one transaction, and each is there when its promise resolves', async () => {
  const { saves, keys, begun } = open();
  await Promise.all(
    ['a', 'b', 'c'].map(async (key) => saves.add(reply(key)).then(() => expect(keys()).toContain(key))),
  );
  expect(begun).toEqual(['begin', 'commit']);
  await saves.add(reply('d'));
  expect(keys()).toEqual(['a', 'b', 'c', 'd']);
});

test('a transaction that fails leaves no row, tells everybody, and the next one works', async () => {
  const { saves, keys } = open();
  const ends = await Promise.allSettled([saves.add(reply('a')), saves.add(broken), saves.add(reply('b'))]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(keys()).toEqual([]);
  await saves.add(reply('a'));
  expect(keys()).toEqual(['a']);
});

test('what waits is written before it settles', async () => {
  const { saves, keys } = open();
  const all = ['a', 'b'].map((key) => saves.add(reply(key)));
  await saves.settle();
  expect(keys()).toEqual(['a', 'b']);
  await Promise.all(all);
});
