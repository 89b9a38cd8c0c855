import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/mails.ts';
import { findSignals } from './signals.ts';

const kindsOf = (text: string): string[] => findSignals(text).map(({ kind }) => kind);

describe('what a mail says', () => {
  it.each([
    ['Reviewed-by: Bob Builder <bob@example.org>', 'tag'],
    ['Tested-by: Bob Builder <bob@example.org>', 'tag'],
    ['Nacked-by: Bob Builder <bob@example.org>', 'nak'],
    ['NAK, this is the wrong place.', 'nak'],
    ["Please don't backport this.", 'not-for-stable'],
    ['It is not suitable for stable kernels.', 'not-for-stable'],
    ['This is not\nneeded in 5.4, the driver came later.', 'not-for-stable'],
    ['Please drop this one.', 'drop-it'],
    ['Please revert it, suspend is broken.', 'please-revert'],
    ['This commit causes a regression on my laptop.', 'regression'],
    ['#regzbot introduced: 1234567890ab', 'regression'],
    ['Now dropped, thanks!', 'dropped'],
    ["I'll drop it, thanks.", 'dropped'],
    ['Now queued up, thanks.', 'taken'],
    ['The patch below does not apply to the 6.1-stable tree.', 'failed-to-apply'],
    ['It depends on commit 1234567890ab.', 'needs-first'],
  ])('%s', (text, kind) => {
    expect(kindsOf(text)).toContain(kind);
  });

  it('is not what it quotes, signs or attaches', () => {
    const text = `On Mon, 1 Jan 2024, Bob wrote:
> NAK, please drop this from stable.
Thanks.
--${' '}
Please revert it
`;
    expect(kindsOf(text)).toEqual([]);
    expect(kindsOf('Fine.\n\ndiff --git a/x b/x\n+ NAK')).toEqual([]);
  });

  it.each(['I want this in 5.10 as well.', 'No concerns for 5.10 from me.', 'What does this function return?'])(
    'is nothing against stable in: %s',
    (text) => {
      expect(kindsOf(text)).not.toContain('not-for-stable');
    },
  );

  it('is quoted exactly and in at most 100 characters, whatever the text', () => {
    const word = fc.constantFrom(
      'please',
      'drop',
      'this',
      'not',
      'for',
      'stable',
      'NAK',
      '😀',
      '\n',
      '\r\n',
      'Reviewed-by: ',
      'x'.repeat(150),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, anyText)), (words) => {
        const text = words.join(' ');
        for (const { quote } of findSignals(text)) {
          expect(quote.length).toBeLessThanOrEqual(100);
          expect(text).toContain(quote);
        }
      }),
    );
  });
});
