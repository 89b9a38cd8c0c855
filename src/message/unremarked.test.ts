import { describe, expect, it } from 'vitest';
import { makeSamples, reviewIn, rulesIn } from '../testing/messages.ts';
import { learnConventions } from './conventions/learn.ts';
import { adviseFault } from './fixes/advise.ts';
import type { Sample } from './types.ts';

const WHY = 'The probe fails with an error because the ring is never checked.';
const SIGN = 'Signed-off-by: Anna Author <anna@example.org>';
const samples = makeSamples('linked');
const conventions = learnConventions(samples);
const say = (subject: string, ...rest: readonly string[]): string => [subject, '', WHY, '', ...rest].join('\n');
/** The made-up project with some of its messages in another way. */
const some = (every: number, change: (sample: Sample) => Partial<Sample>): ReturnType<typeof learnConventions> =>
  learnConventions(samples.map((sample, at) => (at % every === 0 ? { ...sample, ...change(sample) } : sample)));

describe('what keepers of projects do themselves', () => {
  it('is no fault: tags of reviewers in any order', () => {
    const tags = ['Reviewed-by: Rolf Reviewer <rolf@example.org>', 'Acked-by: Carl Coder <carl@example.org>'];
    const often = some(1, ({ body }) => ({ body: `${body}${tags[1]}\n` }));
    expect(rulesIn('linked', say('net/alpha: Add a ring', SIGN, ...tags.toReversed()), { conventions: often })).toEqual(
      [],
    );
    expect(rulesIn('linked', say('net/alpha: Add a ring', ...tags, SIGN), { conventions: often })).toEqual([
      'trailer-order',
    ]);
  });

  it('is no fault: a capital where one in twelve has the other letter', () => {
    const mixed = some(12, ({ subject }) => ({
      subject: subject.replace(/: (\w)/, (_, letter: string) => `: ${letter.toLowerCase()}`),
    }));
    const text = say('net/alpha: add a ring', SIGN);
    expect(rulesIn('linked', text, { prefixes: [] })).toEqual(['subject-case']);
    expect(rulesIn('linked', text, { prefixes: [], conventions: mixed })).toEqual([]);
  });

  it('is no fault: a form of Fixes that one in eight has', () => {
    const mixed = some(4, ({ body }) => ({ body: body.replace(/\("(net.*)"\)$/m, "('$1')") }));
    const outcome = { kind: 'right', sha: '1a2b3c4d5e6f'.padEnd(40, '0'), subject: 'a: b' } as const;
    const references = [{ place: 'fixes', line: 5, id: '1a2b3c4d5e6f', subject: 'a: b', outcome } as const];
    const text = say('net/alpha: Fix the ring', "Fixes: 1a2b3c4d5e6f ('a: b')", SIGN);
    expect(rulesIn('linked', text, { references })).toEqual(['fixes-form']);
    expect(rulesIn('linked', text, { references, conventions: mixed })).toEqual([]);
  });

  it('is no fault: a subject that comes again and again, without a prefix', () => {
    const again = some(40, () => ({ subject: 'Update the list' }));
    expect(rulesIn('linked', say('Update the list', SIGN))).toEqual(['subject-prefix-missing']);
    expect(rulesIn('linked', say('Update the list', SIGN), { conventions: again })).toEqual([]);
  });

  it('is no fault: no prefix, where the whole tree is touched', () => {
    const paths = Array.from({ length: 12 }, (_, at) => `${['app', 'lib', 'drivers'][at % 3]}/${at}.c`);
    expect(rulesIn('linked', say('End files with a line break', SIGN), { paths })).toEqual([]);
    expect(rulesIn('linked', say('End files with a line break', SIGN), { paths: paths.slice(0, 9) })).toEqual([
      'subject-prefix-missing',
    ]);
  });

  it('is no fault: a subject a little longer than the limit that some pass', () => {
    const text = say(`net/alpha: Add a check ${'of the ring '.repeat(3)}now`, SIGN);
    const { length } = text.split('\n', 1)[0];
    const long = some(50, () => ({ subject: `net/alpha: Add ${'x'.repeat(length)}` }));
    expect([conventions.subjectLimit, length]).toEqual([50, 62]);
    expect(rulesIn('linked', text)).toEqual(['subject-long']);
    expect(rulesIn('linked', text, { conventions: long })).toEqual([]);
  });

  it('is no fault: lines of a compiler, a table, and what a command printed', () => {
    const long =
      'something that is quite long and goes on and on until the line has far more than a hundred characters in it';
    const around = (...lines: readonly string[]): string =>
      ['net/alpha: Add a ring', '', WHY, ...lines, '', SIGN].join('\n');
    expect(rulesIn('linked', around(long, long))).toEqual(['body-line-long']);
    expect(rulesIn('linked', around(`lib/ring.c:31:5: note: ${long}`, `lib/ring.c: In function ${long}`))).toEqual([]);
    expect(rulesIn('linked', around(`NEXT    LEFT   ${long}   UNIT`, `Wed     2 min  ${long}   ring`))).toEqual([]);
    expect(rulesIn('linked', around('$ ring --size 0', long, long))).toEqual([]);
    expect(rulesIn('linked', around(`d0v0 0000:22:00.0: mapping of ${long}`, 'is there'))).toEqual([]);
  });

  it('is worth a thought alone: a Fixes line without an effect, where the subject mends nothing', () => {
    const text = (subject: string): string =>
      [subject, '', 'Set the flag in the setup of the port.', '', 'Fixes: 1a2b3c4d5e6f ("a: b")', SIGN].join('\n');
    const severityOf = (subject: string): unknown =>
      reviewIn('linked', text(subject)).find(({ rule }) => rule === 'body-effect-missing')?.severity;
    expect([severityOf('net/alpha: Add a flag'), severityOf('net/alpha: Fix the flag')]).toEqual(['advice', 'warning']);
  });
});

it('a merge is never said to have made a fault', () => {
  const suspect = {
    sha: 'a'.repeat(40),
    time: 1,
    removed: 5,
    beside: 0,
    sections: 1,
    files: 1,
    names: { text: 0, added: 0, removed: 0 },
  };
  const advise = (subject: string): unknown =>
    adviseFault(
      {
        suspects: [{ ...suspect, subject }],
        removed: 5,
        beside: 0,
        sections: 1,
        files: 1,
        names: suspect.names,
        cut: undefined,
      },
      { text: 'net/alpha: fix the ring\n\nIt fails.\n', time: 2, mentioned: [] },
    ).best;
  expect(advise('net/alpha: add the ring')).toBeDefined();
  expect(advise('Merge branch of net')).toBeUndefined();
});
