import { expect, test } from 'vitest';
import { parseReverts } from './message-reverts.ts';

const a = '0123456789abcdef0123456789abcdef01234567';
const b = 'fedcba9876543210fedcba9876543210fedcba98';

test.each([
  ['Revert "net: x"', `This reverts commit ${a}.`, [[a, 'net: x']]],
  ['Revert "net: x"', `This reverts commit\n${a}, as it broke.`, [[a, 'net: x']]],
  ['Revert "net: x"', 'It broke.', [[undefined, 'net: x']]],
  ['Revert "Revert "net: x""', `This reverts commit ${a}.`, [[a, 'Revert "net: x"']]],
  ['net: Revert "net: x"', '', [[undefined, 'net: x']]],
  [
    'net: go back',
    `This reverts commits ${a} and ${b}.`,
    [
      [a, undefined],
      [b, undefined],
    ],
  ],
  ['net: go back', `This partially reverts commit ${a}.`, [[a, undefined]]],
  ['net: go back', 'This reverts commit 0123456 ("net: x").', [['0123456', undefined]]],
])('%s / %s', (subject, body, expected) => {
  expect(parseReverts(subject, body).map((each) => [each.id, each.subject])).toEqual(expected);
});

test.each([
  ['net: fix x', `Commit ${a} was reverted before.`],
  ['revert handling of errors', ''],
  ['Reapply "net: x"', ''],
])('%s / %s is no revert', (subject, body) => {
  expect(parseReverts(subject, body)).toEqual([]);
});
