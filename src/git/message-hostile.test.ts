import { expect, test } from 'vitest';
import { parseMessage } from './message.ts';

/** So long that a pattern that goes back over it for every place of it never ends. */
const MANY = 150_000;
const gap = ' '.repeat(MANY);
const ID = '0123456789ab';

// No time is measured: with a pattern that looks at a run of blanks more than once for each blank, a case takes minutes.
test.each([
  ['blanks behind an id in a bracket that nobody closes', `since ${ID} (${gap}`],
  ['blanks in front of one more bracket', `since ${ID} ( x${gap}(`],
  ['blanks inside of the bracket of a Fixes: line', `Fixes: ${ID} (${gap}x`],
  ['empty lines', `upstream${'\n'.repeat(MANY)}x`],
  ['blanks behind upstream', `[ upstream${gap}x`],
  ['blanks behind upstream commit', `upstream commit${gap}x`],
  ['lines that each may go on in the next one', `upstream\n${`commit ${ID}\n`.repeat(MANY / 20)}`],
  ['blanks behind revert', `revert${gap}x`],
  ['blanks in the bracket of a Cc: line', `Cc: stable@vger.kernel.org # [${gap}x`],
  ['blanks behind a version', `Cc: stable@vger.kernel.org # 5.10${gap}x`],
  ['blanks in the subject of what must come first', `Cc: stable@vger.kernel.org # 5.10: ${ID} a${gap}x`],
  ['versions', `Cc: stable@vger.kernel.org # ${'5.10 '.repeat(MANY / 5)}`],
])('a message with many %s is read to its end', (_, body) => {
  expect(parseMessage('net: fix', body)).toMatchObject({ reverts: [] });
});

test('a title with many quotes is read to its end', () => {
  const { reverts } = parseMessage(`Revert "${'"'.repeat(MANY)}x`, '');
  expect(reverts[0]?.subject?.endsWith('x')).toBe(true);
});
