import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATCH_TEXT, writeMail, type MailSketch } from '../../testing/mails.ts';
import { parseMail } from './parse.ts';
import type { Mail } from './types.ts';

async function parse(sketch: MailSketch): Promise<Mail> {
  const mail = await parseMail(Buffer.from(writeMail(sketch)), undefined);
  if ('kind' in mail) throw new Error(mail.why);
  return mail;
}

describe('a mail', () => {
  it('with a patch gives its place, author, paths and trailers', async () => {
    const mail = await parse({
      id: 'p@x',
      subject: '=?utf-8?q?[PATCH_v2_1/2]_mm:_fix_a_l=C3=A4k?=',
      text: `From: "Bob, Builder" <Bob@Example.org>\n\n[ Upstream commit ${'ab'.repeat(20)} ]\n\n${PATCH_TEXT}`,
      headers: ['List-Id: <linux-mm.example.org>'],
    });
    expect(mail).toMatchObject({
      id: 'p@x',
      subject: '[PATCH v2 1/2] mm: fix a läk',
      list: 'linux-mm.example.org',
      upstream: ['ab'.repeat(20)],
      signals: [],
    });
    expect(mail.patch).toMatchObject({
      version: 2,
      part: 1,
      of: 2,
      author: { name: 'Bob, Builder', email: 'bob@example.org' },
      paths: ['mm/a.c'],
      fixes: true,
      stable: false,
    });
  });

  it('that answers a patch is none, though it quotes one and keeps its subject', async () => {
    const mail = await parse({
      id: 'r@x',
      subject: 'Re: [PATCH] mm: x',
      answers: 'p@x',
      text: `NAK\n${PATCH_TEXT.replace(/^/gm, '> ')}`,
    });
    expect(mail).toMatchObject({ parent: 'p@x', patch: undefined, signals: [{ kind: 'nak', quote: 'NAK' }] });
  });

  it('of a keeper says what became of a commit, and its quoted patch says nothing', async () => {
    const text = `This is a note\n\ncommit ${'cd'.repeat(20)} upstream.\n\nThis fixes a regression.\n${PATCH_TEXT}`;
    const added = await parse({
      id: 'a@x',
      subject: 'Patch "mm: x" has been added to the 6.6-stable tree',
      text: `has been added to the 6.6-stable tree\n${text}`,
    });
    expect(added).toMatchObject({ patch: undefined, upstream: ['cd'.repeat(20)], signals: [{ kind: 'taken' }] });
    const failed = await parse({
      id: 'f@x',
      subject: 'FAILED: patch "[PATCH] mm: x" failed to apply to 6.1-stable tree',
      text: `The patch below does not apply to the 6.1-stable tree.\n\ngit cherry-pick -x ${'ef'.repeat(20)}\n`,
    });
    expect(failed).toMatchObject({ upstream: ['ef'.repeat(20)], signals: [{ kind: 'failed-to-apply' }] });
  });

  it('is not seen before it was received, whatever its Date says', async () => {
    const mail = await parse({
      id: 'd@x',
      subject: 'x',
      at: '2020-01-01 00:00',
      headers: ['Received: from a by b; Fri, 03 May 2024 10:00:00 +0000'],
    });
    expect(mail.sent).toBe(Date.UTC(2020, 0, 1) / 1000);
    expect(mail.seen).toBe(Date.UTC(2024, 4, 3, 10) / 1000);
  });

  it.each([
    ['no id', 'Subject: x\nDate: Fri, 03 May 2024 10:00:00 +0000\n\nbody', 'it has no usable Message-Id'],
    ['no date', 'Subject: x\nMessage-Id: <a@b>\n\nbody', 'it has no date'],
    ['nothing', '', 'it has no usable Message-Id'],
  ])('with %s is unusable, and says why', async (_, text, why) => {
    expect(await parseMail(Buffer.from(text), undefined)).toEqual({ kind: 'unusable', why });
  });

  it('of any bytes never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(await parseMail(bytes, 1)).toBeDefined();
      }),
    );
    const whole = Buffer.from(
      writeMail({
        id: 'p@x',
        subject: '[PATCH] x',
        text: PATCH_TEXT,
        headers: ['Content-Type: multipart/mixed; boundary=b'],
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), async (at, bytes) => {
        expect(await parseMail(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at)]), 1)).toBeDefined();
      }),
    );
  });
});
