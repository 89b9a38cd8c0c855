import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shaOf } from '../../testing/links.ts';
import { PATCH_TEXT, writeMail, type MailSketch } from '../../testing/mails.ts';
import { openMailIndex } from './disk/open-index.ts';
import { findThread } from './find-thread.ts';
import { parseMail } from './parse.ts';
import type { MailedCommit, MailThread } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'autosel-thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let stores = 0;

const time = (at: string): number => Date.parse(`${at.replace(' ', 'T')}:00Z`) / 1000;

const commit: MailedCommit = {
  sha: shaOf('fix'),
  subject: 'mm: fix a leak',
  authorName: 'Ada Author',
  authorEmail: 'ada@example.org',
  authorTime: time('2024-05-01 12:00'),
  commitTime: time('2024-05-10 12:00'),
  trailers: [],
};
const patch = (id: string, subject: string, more: Partial<MailSketch> = {}): MailSketch => ({
  id,
  subject,
  text: PATCH_TEXT,
  ...more,
});
const answer = (id: string, answers: string, text: string, more: Partial<MailSketch> = {}): MailSketch => ({
  id,
  answers,
  text,
  subject: 'Re: [PATCH] mm: fix a leak',
  from: 'Bob <bob@example.org>',
  at: '2024-05-02 12:00',
  ...more,
});

async function ask(
  mails: readonly MailSketch[],
  asked: Partial<MailedCommit> = {},
  asOf = '2025-01-01 00:00',
): Promise<MailThread | undefined> {
  const index = await openMailIndex(join(folder, String(stores++)), 'write');
  if (index === undefined) throw new Error('no index');
  try {
    const parsed = await Promise.all(mails.map((mail) => parseMail(Buffer.from(writeMail(mail)), undefined)));
    await index.saveMails(
      parsed.flatMap((mail) => ('kind' in mail ? [] : [mail])),
      { name: 'test', state: { stamp: '1', mark: '' } },
    );
    return await findThread(index, { ...commit, ...asked }, time(asOf));
  } finally {
    await index.close();
  }
}

describe('the thread of a commit', () => {
  it('is that of the mail which its trailers name', async () => {
    const thread = await ask(
      [
        patch('v1@x', '[PATCH] mm: fix a leak'),
        patch('v2@x', '[PATCH v2] mm: fix a leak'),
        answer('r@x', 'v1@x', 'NAK'),
      ],
      {
        trailers: [['link', 'https://lore.kernel.org/r/v1@x']],
      },
    );
    expect(thread).toMatchObject({ how: 'message-id', patch: { id: 'v1@x' }, replies: [{ id: 'r@x' }] });
    expect(thread?.confidence).toBeGreaterThan(0.95);
  });

  it('is not that of a report which its trailers name', async () => {
    const report = { id: 'bug@x', subject: 'mm: it leaks', text: 'Please revert.' };
    expect(await ask([report], { trailers: [['link', 'https://lore.kernel.org/r/bug@x']] })).toBeUndefined();
  });

  it('is found by subject and author among mails of the half year before', async () => {
    const mails = [
      patch('old@x', '[PATCH] mm: fix a leak', { at: '2023-01-01 12:00' }),
      patch('v2@x', '[PATCH v2] mm: Fix a leak.', { at: '2024-04-01 12:00' }),
      patch('v1@x', '[PATCH] mm: fix a leak', { at: '2024-03-01 12:00' }),
      patch('later@x', '[PATCH v3] mm: fix a leak', { at: '2024-06-01 12:00' }),
      patch('else@x', '[PATCH v9] mm: fix a leak', { from: 'Eve <eve@example.org>' }),
    ];
    expect(await ask(mails)).toMatchObject({ how: 'subject', patch: { id: 'v2@x' } });
    expect(await ask(mails, { authorEmail: 'work@ada.example', authorName: 'ada author' })).toMatchObject({
      confidence: 0.85,
    });
    expect(await ask(mails, { authorEmail: 'zoe@example.org', authorName: 'Zoe' })).toBeUndefined();
  });

  it('holds no mail that could not be read by that day', async () => {
    const mails = [
      patch('p@x', '[PATCH] mm: fix a leak'),
      answer('r1@x', 'p@x', 'Fine.'),
      answer('r2@x', 'r1@x', 'NAK', { at: '2024-05-20 12:00' }),
    ];
    expect((await ask(mails, {}, '2024-05-19 00:00'))?.replies.map(({ id }) => id)).toEqual(['r1@x']);
    expect((await ask(mails, {}, '2024-05-21 00:00'))?.replies.map(({ id }) => id)).toEqual(['r1@x', 'r2@x']);
    expect(await ask(mails, {}, '2024-04-01 00:00')).toBeUndefined();
    const backdated = patch('p@x', '[PATCH] mm: fix a leak', {
      headers: ['Received: by b; Fri, 03 May 2024 10:00:00 +0000'],
    });
    expect(await ask([backdated], {}, '2024-05-02 00:00')).toBeUndefined();
  });

  it('knows the posting: cover letter, parts in order, not another version, not the answers of other parts', async () => {
    const mails = [
      { id: 'c@x', subject: '[PATCH v2 0/3] mm: leaks', text: 'Three leaks.' },
      patch('p2@x', '[PATCH v2 2/3] mm: fix a leak', { answers: 'c@x' }),
      patch('p1@x', '[PATCH v2 1/3] mm: prepare', { answers: 'c@x' }),
      patch('p3@x', '[PATCH v2 3/3] mm: more', { answers: 'p2@x' }),
      patch('n1@x', '[PATCH v3 1/3] mm: prepare', { answers: 'c@x' }),
      answer('r1@x', 'p1@x', 'NAK'),
      answer('r2@x', 'p2@x', 'Reviewed-by: Bob <bob@example.org>'),
      answer('r0@x', 'c@x', 'Acked-by: Bob <bob@example.org>', { at: '2024-05-03 12:00' }),
    ];
    const thread = await ask(mails);
    expect(thread?.posting?.cover?.id).toBe('c@x');
    expect(thread?.posting?.parts.map(({ id }) => id)).toEqual(['p1@x', 'p2@x', 'p3@x']);
    expect(thread?.replies.map(({ id }) => id)).toEqual(['r2@x', 'r0@x']);
  });

  it('holds what was proposed for stable, and answers whose own patch is not in the archive', async () => {
    const mails = [
      patch('s@x', '[PATCH AUTOSEL 6.1 2/9] mm: fix a leak', {
        from: 'Sam <sam@example.org>',
        at: '2024-06-01 12:00',
        text: `From: Ada Author <ada@example.org>\n\n[ Upstream commit ${commit.sha} ]\n\n${PATCH_TEXT}`,
      }),
      answer('r@x', 's@x', 'Please drop this.', {
        at: '2024-06-02 12:00',
        subject: 'Re: [PATCH AUTOSEL 6.1 2/9] mm: fix a leak',
      }),
      answer('o@x', 'lost@x', 'Not for 5.4.', {
        at: '2024-06-02 13:00',
        subject: 'Re: [PATCH AUTOSEL 5.4 7/7] mm: fix a leak',
      }),
      answer('far@x', 'lost@x', 'Not for 5.4.', {
        at: '2024-12-02 13:00',
        subject: 'Re: [PATCH AUTOSEL 5.4 7/7] mm: fix a leak',
      }),
    ];
    const thread = await ask(mails);
    expect(thread).toMatchObject({ how: 'stable mails only', patch: undefined, replies: [] });
    expect(thread?.stable.map(({ mail, replies }) => [mail.id, replies.map(({ id }) => id)])).toEqual([
      ['s@x', ['r@x', 'o@x']],
    ]);
  });

  it('ends though mails answer each other in a circle', async () => {
    const mails = [
      patch('p1@x', '[PATCH 1/2] mm: fix a leak', { answers: 'p2@x' }),
      patch('p2@x', '[PATCH 2/2] mm: b', { answers: 'p1@x' }),
      answer('r1@x', 'r2@x', 'a'),
      answer('r2@x', 'r1@x', 'b'),
    ];
    expect((await ask(mails))?.posting?.parts.map(({ id }) => id)).toEqual(['p1@x', 'p2@x']);
  });
});
