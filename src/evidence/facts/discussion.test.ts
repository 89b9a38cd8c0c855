import { describe, expect, it } from 'vitest';
import type { Mail, MailSignal, MailThread } from '../../history/index.ts';
import { secondsOf, sketchHistory } from '../../testing/history.ts';
import type { Finding } from '../types.ts';
import { discussionFacts } from './discussion.ts';

function sketchMail(id: string, more: Partial<Mail> = {}): Mail {
  const sent = secondsOf('2023-03-01');
  return {
    id,
    parent: undefined,
    sent,
    seen: sent,
    from: { name: 'Bob Builder', email: 'bob@example.org' },
    subject: `about ${id}`,
    list: undefined,
    patch: undefined,
    answers: undefined,
    upstream: [],
    signals: [],
    ...more,
  };
}
const saying = (id: string, ...signals: readonly MailSignal[]): Mail => sketchMail(id, { signals });
const patch: NonNullable<Mail['patch']> = {
  version: 1,
  part: undefined,
  of: undefined,
  rfc: false,
  words: [],
  key: 'x',
  author: { name: 'Ada', email: 'ada@example.org' },
  paths: [],
  fixes: false,
  stable: false,
};
const sam = { name: 'Sam', email: 'sam@example.org' };
const proposal = sketchMail('s@x', { from: sam, patch, subject: '[PATCH AUTOSEL 6.1] x' });

function factsOf(thread: Partial<MailThread> | undefined): readonly Finding[] {
  const history = sketchHistory({ commits: [{ sha: 'a0', day: '2023-03-02' }] });
  const whole: MailThread = {
    how: 'message-id',
    confidence: 1,
    patch: undefined,
    posting: undefined,
    replies: [],
    stable: [],
  };
  const mail = { thread: () => (thread === undefined ? undefined : { ...whole, ...thread }) };
  return discussionFacts({ history, row: 0, asOf: secondsOf('2024-01-01'), mail });
}
const toldOf = (facts: readonly Finding[]) => facts.map(({ topic, weighs, source }) => [topic, weighs, source]);

describe('what was said about a commit', () => {
  it('is nothing where no archive was named, or it holds nothing', () => {
    const history = sketchHistory({ commits: [{ sha: 'a0', day: '2023-03-02' }] });
    expect(discussionFacts({ history, row: 0, asOf: secondsOf('2024-01-01') })).toEqual([]);
    expect(factsOf(undefined)).toEqual([]);
  });

  it('names its writer, day, words and mail', () => {
    expect(
      factsOf({ replies: [saying('r@x', { kind: 'tag', quote: 'Reviewed-by: Bob' }, { kind: 'nak', quote: 'NAK' })] }),
    ).toEqual([
      {
        kind: 'discussion',
        topic: 'nak',
        says: 'Objected to on the list: Bob Builder on 2023-03-01: "NAK".',
        quote: 'NAK',
        source: '<r@x>',
        weighs: 'against',
      },
    ]);
  });

  it('says so when the mails were found by their subject', () => {
    const [fact] = factsOf({ how: 'subject', replies: [saying('r@x', { kind: 'regression', quote: 'it breaks' })] });
    expect(fact?.says).toMatch(/\(mail found by its subject and author\)\.$/);
  });

  it('holds at most three tags, behind all else', () => {
    const tags = [1, 2, 3, 4].map((n) => saying(`t${n}@x`, { kind: 'tag', quote: `Acked-by: ${n}` }));
    expect(
      toldOf(factsOf({ replies: [...tags, saying('r@x', { kind: 'please-revert', quote: 'revert it' })] })),
    ).toEqual([
      ['please-revert', 'against', '<r@x>'],
      ['tag', 'for', '<t1@x>'],
      ['tag', 'for', '<t2@x>'],
      ['tag', 'for', '<t3@x>'],
    ]);
  });

  it('leaves "drop it" to mails for stable branches', () => {
    const reply = saying('r@x', { kind: 'drop-it', quote: 'please drop this check' });
    expect(factsOf({ replies: [reply] })).toEqual([]);
    expect(toldOf(factsOf({ stable: [{ mail: proposal, replies: [reply] }] }))).toEqual([
      ['proposed', 'against', '<s@x>'],
      ['drop-it', 'against', '<r@x>'],
    ]);
  });

  it('tells the outcome by the last word of the proposer, and nothing by silence', () => {
    const own = (id: string, kind: MailSignal['kind']) =>
      sketchMail(id, { from: sam, signals: [{ kind, quote: kind }] });
    const outcome = (...replies: readonly Mail[]) => toldOf(factsOf({ stable: [{ mail: proposal, replies }] }))[0];
    expect(outcome()).toEqual(['proposed', 'neutral', '<s@x>']);
    expect(outcome(own('t@x', 'taken'))).toEqual(['taken', 'for', '<t@x>']);
    expect(outcome(own('t@x', 'taken'), own('d@x', 'dropped'))).toEqual(['dropped', 'against', '<d@x>']);
    expect(outcome(saying('b@x', { kind: 'dropped', quote: 'dropped' }))).toEqual(['proposed', 'neutral', '<s@x>']);
  });

  it('holds the notices of a keeper', () => {
    const added = sketchMail('n@x', { signals: [{ kind: 'taken', quote: 'has been added to the 6.1-stable tree' }] });
    expect(toldOf(factsOf({ stable: [{ mail: added, replies: [] }] }))).toEqual([['taken', 'for', '<n@x>']]);
  });

  it('lets no control character of a mail through', () => {
    const nasty = 'a\u001b[31m\u202eb';
    const mail = sketchMail('r@x', { from: { name: nasty, email: nasty }, signals: [{ kind: 'nak', quote: nasty }] });
    for (const { says } of factsOf({ replies: [mail] })) expect(says).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
