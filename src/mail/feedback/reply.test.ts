import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeMail } from '../../testing/mails.ts';
import { findAuthority, type Deciders } from './authority.ts';
import { readHtml } from './html-words.ts';
import { parseReply, type Reply } from './reply.ts';

const HTML = ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'];
const parse = (headers: readonly string[], text = 'drop', from = 'Ada <ada@example.org>') =>
  parseReply(Buffer.from(writeMail({ id: 'r@there', subject: 'Re: x', from, text, headers })));
const mustParse = async (...given: Parameters<typeof parse>): Promise<Reply> => {
  const reply = await parse(...given);
  if (reply === undefined) throw new Error('no reply');
  return reply;
};

describe('a mail that a program wrote', () => {
  it.each([
    'Auto-Submitted: auto-replied',
    'X-Autoreply: yes',
    'X-Auto-Response-Suppress: All',
    'Precedence: auto_reply',
    'Return-Path: <>',
    'X-AUTOSEL-Decision: propose',
  ])('is told by %s', async (header) => {
    expect((await mustParse([header])).automatic).toBeDefined();
  });

  it.each(['Precedence: bulk', 'Auto-Submitted: no', 'List-Id: <list.example.org>'])(
    'is not told by %s',
    async (header) => {
      expect((await mustParse([header])).automatic).toBeUndefined();
    },
  );

  it('is told by its sender', async () => {
    expect((await mustParse([], 'drop', 'MAILER-DAEMON@example.org')).automatic).toBeDefined();
  });
});

describe('a sender who may be forged', () => {
  const failed = 'Authentication-Results: mx.example.org; dmarc=fail header.from=example.org';

  it('is told by the topmost verdict of the receiving server alone', async () => {
    expect((await mustParse([failed])).forged).toContain('dmarc=fail');
    expect((await mustParse(['Authentication-Results: mx.example.org; dmarc=pass', failed])).forged).toBeUndefined();
    expect((await mustParse(['Authentication-Results: a; dkim=pass; spf=fail'])).forged).toBeUndefined();
  });

  it('decides nothing, nor does a program, nor somebody who only got a copy or reported', async () => {
    const ada = { name: 'Ada', email: 'ADA@example.org' };
    const nobody: Deciders = { keepers: [], author: undefined, trailers: [], maintainers: [] };
    const ask = async (deciders: Partial<Deciders>, ...headers: string[]) =>
      findAuthority(await mustParse(headers), { ...nobody, ...deciders });
    expect(await ask({ author: ada })).toBe('author');
    expect(await ask({ maintainers: [ada] })).toBe('maintainer of the files');
    expect(await ask({ keepers: [ada] })).toBe('keeper');
    expect(await ask({ trailers: ['Reviewed-by: Ada <ada@example.org>'] })).toBe('reviewed-by');
    expect(await ask({ trailers: ['Cc: ada@example.org', 'Reported-by: Ada <ada@example.org>'] })).toBeUndefined();
    expect(await ask({ author: ada }, failed)).toBeUndefined();
    expect(await ask({ author: ada }, 'Auto-Submitted: auto-replied')).toBeUndefined();
  });
});

describe('a reply', () => {
  it('without plain text is read from its HTML, without what it quotes', async () => {
    const html =
      '<head><style>drop</style></head><p>Please <b>drop</b> it &amp; thanks</p><blockquote>take</blockquote>';
    const { text } = await mustParse(HTML, html);
    expect(text).toContain('Please drop it & thanks');
    expect(text.indexOf('-----Original Message-----')).toBeLessThan(text.indexOf('take'));
  });

  it.each([
    ['tags that never end', '<'],
    ['breaks that never end', '<br '],
    ['quotes that never end', '<blockquote '],
    ['styles that never end', '<style>'],
    ['ends of styles that never end', '<style></style '],
  ])('with %s is read in no time', async (_name, piece) => {
    const html = `${piece.repeat(200_000 / piece.length)}<p>drop</p>`;
    const raw = Buffer.from(
      writeMail({ id: 'r@there', subject: 'Re: x', from: 'a@example.org', text: html, headers: HTML }),
    );
    const began = process.cpuUsage();
    await parseReply(raw);
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
  });

  it('in HTML loses styles, tags that end and nothing else', () => {
    expect(readHtml('a<STYLE x>drop</style >b<script>no end<i>c</i> 1 < 2')).toBe('abno endc 1 < 2');
    expect(readHtml('<p>x</p><br/>y<header>z</header>&lt;b&gt;')).toBe('x\n\nyz<b>');
  });

  it('names what it answers, the nearest first, and never itself', async () => {
    const { parents } = await mustParse(['References: <root@x> <r@there> <mid@x>', 'In-Reply-To: <near@x>']);
    expect(parents).toEqual(['near@x', 'mid@x', 'root@x']);
  });

  it('has a sender and an id, or is none; no bytes make it fail', async () => {
    expect(await parseReply(Buffer.from('Subject: x\n\ndrop'))).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => void (await parseReply(bytes))),
      { numRuns: 100 },
    );
  });
});
