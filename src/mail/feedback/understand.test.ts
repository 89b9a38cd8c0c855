import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/mails.ts';
import { understandReply } from './understand.ts';

const read = (text: string, direct = true) => understandReply(text, { direct });
const answerTo = (text: string, direct = true): string | undefined => read(text, direct).answer;

describe('the words that every mail offers', () => {
  it.each([
    ['drop', 'drop'],
    ['Drop for 6.1: the chip came with 6.3', 'drop'],
    ['take', 'accept'],
    ['ack', 'accept'],
    ['Take also 1a2b3c4d5e6f', 'also'],
    ['wait', 'wait'],
    ['question: which boards?', 'question'],
  ])('%j at the beginning of a line', (text, answer) => {
    expect(answerTo(`Hello,\n\n${text}\n\nBye`)).toBe(answer);
  });

  it('are no words of the writer where they are quoted, signed or stand inside a sentence', () => {
    expect(answerTo('> drop\n\nThanks')).toBeUndefined();
    expect(answerTo('Thanks\n-- \ndrop')).toBeUndefined();
    expect(answerTo('We take care of it.')).toBeUndefined();
    expect(answerTo('wait what happened there')).not.toBe('wait');
  });
});

describe('what people write', () => {
  it.each([
    ['Please remove this one from your queue.', 'drop'],
    ['I would rather see this skipped for older trees, please drop it.', 'drop'],
    ['NAK.', 'drop'],
    ['This is not a bug fix, only a rename.', 'drop'],
    ['The controller does not exist before 6.5, so this patch is not needed there.', 'drop'],
    ['Please do not queue this for stable.', 'drop'],
    ['Please wait until 6.12 is released before you pick it up.', 'wait'],
    ['Let it soak in mainline for a while.', 'wait'],
    ['If you take this you also need 1a2b3c4d5e6f ("foo: mend it").', 'also'],
    ['Not without commit 1a2b3c4d5e6f, it depends on it.', 'also'],
    ['Acked-by: Ada Author <ada@example.org>', 'accept'],
    ['Looks good to me for stable.', 'accept'],
    ['No objections from my side.', 'accept'],
    ['Which boards did you test this on?', 'question'],
    ['Why was this not picked for 6.1?', 'question'],
    ['This was not picked for 6.1. By mistake?', 'question'],
    ['Already queued for 6.6.', 'question'],
    ['See you at the conference.', undefined],
    ["I'm fine with this patch getting backported, but the second one makes no sense then.", 'question'],
    ['I had expected this to be dropped when I sent mine. What is the plan?', 'question'],
    ["I'm fine with this.", 'accept'],
  ])('%j', (text, answer) => {
    expect(answerTo(text)).toBe(answer);
  });

  it('a tag is a yes whatever is remarked beside it, and goes to a person where a plain no stands there too', () => {
    const tag = 'Reviewed-by: Ada <ada@example.org>';
    expect(answerTo(`The log message is a bit misleading about the default.\n\n${tag}`)).toBe('accept');
    expect(answerTo(`It is not needed for stable, strictly speaking.\n\n${tag}`)).toBe('question');
    expect(answerTo(`Please drop it from 5.10.\n\n${tag}`)).toBe('drop');
  });

  it('remarks in talk among others decide nothing', () => {
    expect(answerTo('This code is broken anyway.', false)).toBeUndefined();
    expect(answerTo('Then please drop it.', false)).toBe('drop');
  });

  it('a list of other patches is no remark about this one', () => {
    expect(answerTo('Hi!\n\njust a cleanup 03/13] foo: bar\nunused 04/13] foo: baz\n')).toBeUndefined();
  });

  it('the reason is quoted with the wish, wherever it stands, and named', () => {
    const { quote, ground } = read(
      'Hi,\n\nPlease drop it. It is part of a larger series and does nothing alone.\n\nAda',
    );
    expect(quote).toBe('Please drop it.');
    expect(ground).toEqual({ kind: 'preparation', sentence: 'It is part of a larger series and does nothing alone.' });
    expect(read('Please drop.').ground).toBeUndefined();
  });

  it.each([
    ['It has to wait, drop it until 6.12 is released and tested.', 'early'],
    ['This is a cleanup, please drop it.', 'no fix'],
    ['Drop it please, it depends on changes of the last cycle.', 'prerequisites'],
    ['Please drop, this will be reverted.', 'regression'],
    ['Please drop: a new feature.', 'feature'],
    ['Not needed in 6.1, please drop it there.', 'not affected'],
  ])('the reason in %j', (text, ground) => {
    expect(read(text).ground?.kind).toBe(ground);
  });
});

it('no text makes it fail or run long', () => {
  fc.assert(
    fc.property(anyText, (text) => void read(text)),
    { numRuns: 200 },
  );
  const evil = [
    'please '.repeat(40_000),
    `${'a '.repeat(100_000)}?`,
    '>'.repeat(200_000),
    "n't ".repeat(60_000),
    '1a2b3c4d5e '.repeat(20_000),
  ];
  const began = process.cpuUsage();
  for (const text of evil) read(text);
  expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
});
