import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PATCH_TEXT, writeMail, writeMbox, type MailSketch } from '../../testing/mails.ts';
import { makeFolder, makeRepo, type TestRepo } from '../../testing/repo.ts';
import { findMailSources } from './disk/find-sources.ts';
import { openMailIndex, removeMailIndex } from './disk/open-index.ts';
import type { MailSource } from './source.ts';
import type { MailIndex } from './types.ts';
import { updateMailIndex, type MailUpdate } from './update.ts';

let folder: string;
let store: string;
beforeEach(() => {
  folder = makeFolder();
  store = join(folder, 'store');
  mkdirSync(join(folder, 'inbox'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sketchMails = (from: number, to: number): MailSketch[] =>
  Array.from({ length: to - from }, (_, at) => ({
    id: `m${from + at}@x`,
    subject: `[PATCH] mm: step ${from + at}`,
    text: PATCH_TEXT,
  }));

async function withIndex<T>(work: (index: MailIndex) => Promise<T>): Promise<T> {
  const index = await openMailIndex(store, 'write');
  if (index === undefined) throw new Error('no index');
  try {
    return await work(index);
  } finally {
    await index.close();
  }
}

async function update(...places: readonly string[]): Promise<MailUpdate & { readonly count: number }> {
  const { sources } = await findMailSources(places);
  return withIndex(async (index) => ({ ...(await updateMailIndex({ index, sources })), count: await index.count() }));
}

const addMail = (repo: TestRepo, mail: MailSketch, path = 'm') =>
  repo.commit({ message: mail.subject, files: { [path]: writeMail(mail) } });

describe('an archive of mails', () => {
  it('of public-inbox version 2 is read by epochs, and goes on where it was', async () => {
    using repo = makeRepo();
    for (const mail of sketchMails(0, 3)) addMail(repo, mail);
    repo.commit({ message: 'rm', files: { m: null, d: 'gone' } });
    expect(await update(repo.dir)).toMatchObject({ read: 3, added: 3, count: 3, unread: [] });
    expect(await update(repo.dir)).toMatchObject({ read: 0, count: 3 });
    repo.commit({ message: 'next', files: { d: null, m: writeMail(sketchMails(3, 4)[0]) } });
    expect(await update(repo.dir)).toMatchObject({ read: 1, added: 1, count: 4 });
    mkdirSync(join(folder, 'inbox', 'list', 'git'), { recursive: true });
    repo.git(['clone', '--quiet', '--mirror', repo.dir, join(folder, 'inbox', 'list', 'git', '0.git')]);
    expect(await update(join(folder, 'inbox'))).toMatchObject({ read: 4, added: 0, count: 4 });
  });

  it('of public-inbox version 1 is read from its tree', async () => {
    using repo = makeRepo();
    for (const [at, mail] of sketchMails(0, 3).entries()) addMail(repo, mail, `a${at}/${'b'.repeat(38)}`);
    expect(await update(repo.dir)).toMatchObject({ read: 3, count: 3 });
    addMail(repo, sketchMails(3, 4)[0], `c0/${'d'.repeat(38)}`);
    expect(await update(repo.dir)).toMatchObject({ read: 1, count: 4 });
  });

  it('that was rewritten is read anew, and no mail is there twice', async () => {
    using repo = makeRepo();
    for (const mail of sketchMails(0, 2)) addMail(repo, mail);
    await update(repo.dir);
    repo.git(['checkout', '--quiet', '--orphan', 'other']);
    repo.git(['rm', '-rqf', '.']);
    for (const mail of sketchMails(1, 4)) addMail(repo, mail);
    repo.git(['branch', '-D', 'main']);
    repo.git(['reflog', 'expire', '--expire=all', '--all']);
    repo.git(['gc', '--quiet', '--prune=now']);
    expect(await update(repo.dir)).toMatchObject({ read: 3, added: 2, count: 4 });
  });

  it('of an mbox that grows reads only what is new; of one that was replaced, all', async () => {
    const file = join(folder, 'inbox', 'list.mbox');
    writeFileSync(file, writeMbox(sketchMails(0, 3)));
    expect(await update(file)).toMatchObject({ read: 3, count: 3 });
    appendFileSync(file, `\n${writeMbox(sketchMails(3, 5))}`);
    expect(await update(file)).toMatchObject({ read: 2, count: 5 });
    writeFileSync(file, `${writeMbox(sketchMails(10, 20))}\n`);
    expect(await update(file)).toMatchObject({ read: 10, count: 15 });
  });

  it('of maildirs, single mails and packed mboxes in folders of folders', async () => {
    const maildir = join(folder, 'inbox', 'me');
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, part), { recursive: true });
    writeFileSync(join(maildir, 'new', '1.host'), writeMail(sketchMails(0, 1)[0]));
    writeFileSync(join(maildir, 'tmp', '2.host'), writeMail(sketchMails(1, 2)[0]));
    writeFileSync(join(folder, 'inbox', 'one.eml'), writeMail(sketchMails(2, 3)[0]));
    writeFileSync(join(folder, 'inbox', 't.mbox.gz'), gzipSync(writeMbox(sketchMails(3, 5))));
    writeFileSync(join(folder, 'inbox', 'README'), 'mails of our lists');
    expect(await update(join(folder, 'inbox'))).toMatchObject({ read: 4, count: 4, unusable: 0 });
    renameSync(join(maildir, 'new', '1.host'), join(maildir, 'cur', '1.host:2,S'));
    expect(await update(join(folder, 'inbox'))).toMatchObject({ read: 0, count: 4 });
  });

  it('that breaks off is said, and the others are read', async () => {
    writeFileSync(join(folder, 'inbox', 'a.mbox.gz'), gzipSync(writeMbox(sketchMails(0, 50))).subarray(0, 300));
    writeFileSync(join(folder, 'inbox', 'b.mbox'), writeMbox([...sketchMails(50, 52), { id: '', subject: 'no id' }]));
    const { unread, unusable, count } = await update(join(folder, 'inbox'));
    expect(unread.map(({ name }) => name)).toEqual([join(folder, 'inbox', 'a.mbox.gz')]);
    expect({ unusable, count }).toEqual({ unusable: 1, count: 2 });
  });

  it.each(['nowhere', 'inbox'])('that is not there or empty is a wrong call: %s', async (name) => {
    await expect(findMailSources([join(folder, name)])).rejects.toMatchObject({ code: 'no-inbox' });
  });
});

describe('a stop', () => {
  /** A source that ends its process, so to speak, behind some mails. */
  const breakAfter = (source: MailSource, mails: number, signal: AbortController): MailSource => ({
    ...source,
    async *read(mark) {
      let given = 0;
      for await (const raw of source.read(mark)) {
        if (given++ === mails) signal.abort();
        yield raw;
      }
    },
  });

  it('loses at most one batch: the next call goes on behind what was saved', async () => {
    const file = join(folder, 'inbox', 'list.mbox');
    writeFileSync(file, writeMbox(sketchMails(0, 20)));
    const { sources } = await findMailSources([file]);
    const stop = new AbortController();
    await withIndex(async (index) => {
      const broken = breakAfter(sources[0], 13, stop);
      await expect(updateMailIndex({ index, sources: [broken], signal: stop.signal, batch: 5 })).rejects.toMatchObject({
        code: 'stopped',
      });
      expect(await index.count()).toBe(10);
    });
    expect(await update(file)).toMatchObject({ read: 10, added: 10, count: 20 });
  });
});

describe('the index of mails', () => {
  it('has one writer, and readers beside it', async () => {
    const file = join(folder, 'inbox', 'list.mbox');
    writeFileSync(file, writeMbox(sketchMails(0, 3)));
    await update(file);
    await withIndex(async () => {
      await expect(openMailIndex(store, 'write')).rejects.toMatchObject({ code: 'store-busy' });
      const reader = await openMailIndex(store, 'read');
      expect(await reader?.count()).toBe(3);
      await reader?.close();
    });
  });

  it('is undefined for a reader where there is none, and after it was thrown away', async () => {
    expect(await openMailIndex(store, 'read')).toBeUndefined();
    await withIndex((index) => index.count());
    await removeMailIndex(store);
    expect(await openMailIndex(store, 'read')).toBeUndefined();
  });
});
