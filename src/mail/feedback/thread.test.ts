import { expect, test } from 'vitest';
import type { Reply } from './reply.ts';
import { findUnplaced, threadReplies, type SentProposal } from './thread.ts';

const sha = (n: number): string => `${n}`.repeat(12).padEnd(40, 'f');
const proposal = (n: number, digest?: string): SentProposal => ({
  messageId: `p${n}@here`,
  commit: sha(n),
  subject: `foo: mend ${n}`,
  digest,
  at: 1_700_000_000,
});
const reply = (given: Partial<Reply>): Reply => ({
  messageId: 'r@there',
  parents: [],
  from: { name: 'Ada', email: 'ada@example.org' },
  subject: 'Re: something',
  at: 1_700_001_000,
  text: 'drop',
  automatic: undefined,
  forged: undefined,
  ...given,
});
const find = (replies: readonly Reply[], proposals: readonly SentProposal[]) =>
  threadReplies(replies, proposals).map((each) => [
    each.reply.messageId,
    each.proposal.messageId,
    each.direct,
    each.how,
  ]);

test('a reply is found by the mail that it answers, and one to it through it', () => {
  const second = reply({ messageId: 's@there', parents: ['r@there'], at: 1_700_002_000 });
  expect(find([second, reply({ parents: ['p1@here'] })], [proposal(1)])).toEqual([
    ['r@there', 'p1@here', true, 'In-Reply-To'],
    ['s@there', 'p1@here', false, 'In-Reply-To'],
  ]);
});

test('an answer to an unknown mail of a run is not one to the first mail of it, which all name', () => {
  const subject = 'Re: [PATCH AUTOSEL 6.1] foo: mend 2';
  const parents = ['unknown@here', 'p1@here'];
  expect(find([reply({ subject, parents })], [proposal(1), proposal(2)])).toEqual([
    ['r@there', 'p2@here', true, 'subject'],
  ]);
  expect(find([reply({ subject: 'Re: [PATCH AUTOSEL 6.1] bar', parents })], [proposal(1)])).toEqual([]);
});

test('a subject alone must name AUTOSEL and one proposal, within its time', () => {
  const subject = 'Re: [PATCH AUTOSEL 6.6-6.1] foo: mend 1';
  expect(find([reply({ subject })], [proposal(1)])).toHaveLength(1);
  expect(find([reply({ subject: 'Re: foo: mend 1' })], [proposal(1)])).toEqual([]);
  expect(find([reply({ subject })], [proposal(1), { ...proposal(2), subject: 'foo: mend 1' }])).toEqual([]);
  expect(find([reply({ subject, at: 1_800_000_000 })], [proposal(1)])).toEqual([]);
});

test('an answer to a digest is split by the headings it quotes and the ids it names', () => {
  const proposals = [1, 2, 3, 4].map((n) => proposal(n, 'd@here'));
  const text = [
    'On Monday the bot wrote:',
    `> 1. ${sha(1).slice(0, 12)} ("foo: mend 1")`,
    '> branches: 6.1',
    'drop: not in 6.1',
    `> 2. ${sha(2).slice(0, 12)} ("foo: mend 2")`,
    `> 3. ${sha(3).slice(0, 12)} ("foo: mend 3")`,
    'take',
    `${sha(4).slice(0, 12)}: wait`,
  ].join('\n');
  const found = threadReplies([reply({ parents: ['d@here'], text })], proposals);
  expect(found.map((each) => [each.proposal.messageId, each.reply.text])).toEqual([
    ['p1@here', 'drop: not in 6.1'],
    ['p3@here', 'take'],
    ['p4@here', 'wait'],
  ]);
});

test('an answer to a digest of a hundred thousand lines is split in no time', () => {
  const text = `${sha(1).slice(0, 12)}: drop${'\n'.repeat(150_000)}`;
  const began = process.cpuUsage();
  expect(threadReplies([reply({ parents: ['d@here'], text })], [proposal(1, 'd@here')])).toHaveLength(1);
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
});

test('an answer to a digest that names nothing is not lost', () => {
  const proposals = [proposal(1, 'd@here'), proposal(2, 'd@here')];
  const replies = [reply({ parents: ['d@here'], text: 'drop them' }), reply({ parents: ['x@y'], messageId: 'z@z' })];
  const threaded = threadReplies(replies, proposals);
  expect(findUnplaced(replies, proposals, threaded).map(({ messageId }) => messageId)).toEqual(['r@there']);
});
