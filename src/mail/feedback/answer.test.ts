import { expect, test } from 'vitest';
import { readHeaders } from '../send-outgoing.ts';
import { renderAnswer } from './answer.ts';
import { parseReply, type Reply } from './reply.ts';
import { understandThreaded } from './review.ts';
import { threadReplies, type SentProposal } from './thread.ts';

const bot = { name: 'Keeper (AUTOSEL bot)', email: 'bot@example.org' };
const BRANCHES = ['linux-6.6.y', 'linux-6.1.y', 'staging'];
const proposal: SentProposal = {
  messageId: 'p@here',
  commit: 'c'.repeat(40),
  subject: 'foo: mend it',
  digest: undefined,
  at: 1,
};
const reply: Reply = {
  messageId: 'r@there',
  parents: ['p@here'],
  from: { name: 'Ada\r\nBcc: all@example.org', email: 'ada@example.org' },
  subject: 'Re: [PATCH AUTOSEL 6.1] foo\r\nBcc: all@example.org',
  at: 1_700_000_000,
  text: 'Please drop it for 6.1, it is a cleanup.\r\n.\r\nFrom the top',
  automatic: undefined,
  forged: undefined,
};
const answer = async (
  change: Partial<Reply> = {},
  authority: string | null = 'author',
): Promise<string | undefined> => {
  const threaded = { reply: { ...reply, ...change }, proposal, direct: true, how: 'In-Reply-To' } as const;
  const understood = await understandThreaded({
    threaded,
    authority: authority ?? undefined,
    branches: BRANCHES,
    model: undefined,
  });
  return renderAnswer({ understood, from: bot, date: 1_700_000_100 })?.toString();
};

test('tells what was understood, in the thread, marked as machine text that nobody has to answer', async () => {
  const text = (await answer()) ?? '';
  const headers = readHeaders(Buffer.from(text)).map(([name, value]) => `${name}: ${value}`);
  expect(headers).toContain('in-reply-to: <r@there>');
  expect(headers).toContain('auto-submitted: auto-replied');
  expect(headers.filter((line) => /^(?:bcc|to):/.test(line))).toEqual([
    'to: "Ada Bcc: all@example.org" <ada@example.org>',
  ]);
  expect(text).toContain('> Please drop it for 6.1, it is a cleanup.');
  expect(text).toContain('"drop" for linux-6.1.y');
  expect(text).toContain('cccccccccccc ("foo: mend it")');
});

test('is about the branches that are named, by name or by a number that is all of it', async () => {
  const branches = ['v255-stable', 'v254-stable', 'stable-4.17'];
  const named = async (text: string): Promise<readonly string[] | undefined> => {
    const threaded = { reply: { ...reply, text }, proposal, direct: true, how: 'In-Reply-To' } as const;
    return (await understandThreaded({ threaded, authority: 'author', branches, model: undefined })).review?.branches;
  };
  expect(await named('drop for v255-stable: it is a cleanup')).toEqual(['v255-stable']);
  expect(await named('drop for 255. It is a cleanup')).toEqual(['v255-stable']);
  expect(await named('drop for stable-4.17')).toEqual(['stable-4.17']);
  expect(await named('drop: it has 255 lines')).toEqual([]);
});

test('goes to nobody whose word does not decide, to no program, not to ourselves, and not on to an answer of ours', async () => {
  expect(await answer({}, null)).toBeUndefined();
  expect(await answer({ automatic: 'it is out of office' })).toBeUndefined();
  expect(await answer({ from: { name: '', email: 'bot@example.org' } })).toBeUndefined();
  expect(await answer({ text: 'Thanks!' })).toBeUndefined();
  const ours = /^Message-ID: <(.+)>$/m.exec((await answer()) ?? '')?.[1] ?? '';
  expect(await answer({ parents: [ours, 'p@here'] })).toBeUndefined();
});

test('to a reply that decides on several proposals of a digest is a mail of its own for each', async () => {
  const commits = ['a', 'b'].map((digit) => digit.repeat(40));
  const proposals = commits.map((commit) => ({ ...proposal, messageId: commit, commit, digest: 'digest@here' }));
  const [a = '', b = ''] = commits.map((commit) => commit.slice(0, 12));
  const text = `> ${a} foo\n\ndrop\n\n> ${b} bar\n\ntake\n`;
  const threaded = threadReplies([{ ...reply, parents: ['digest@here'], text }], proposals);
  const heads = await Promise.all(
    threaded.map(async (each) => {
      const understood = await understandThreaded({
        ...{ threaded: each, authority: 'author', branches: BRANCHES, model: undefined },
      });
      const raw = renderAnswer({ understood, from: bot, date: 1_700_000_100 }) ?? Buffer.alloc(0);
      return new Map(readHeaders(raw));
    }),
  );
  for (const name of ['message-id', 'x-autosel-matter'])
    expect(new Set(heads.map((head) => head.get(name))).size).toBe(2);
});

test('is no reply to anything when it comes back', async () => {
  expect((await parseReply(Buffer.from((await answer()) ?? '')))?.automatic).toBeDefined();
});

test('a model is believed only where its quote stands in the mail', async () => {
  const threaded = {
    reply: { ...reply, text: 'Hmm, I leave that to you.' },
    proposal,
    direct: true,
    how: 'In-Reply-To',
  } as const;
  const ask = async (quote: string) => {
    const model = () => Promise.resolve({ answer: 'drop' as const, quote });
    return (await understandThreaded({ threaded, authority: 'author', branches: [], model })).review;
  };
  expect(await ask('I leave that to you.')).toMatchObject({ answer: 'drop', how: 'model' });
  expect(await ask('Please drop it.')).toBeUndefined();
  expect(await ask('')).toBeUndefined();
});
