import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFixes } from './message-fixes.ts';

const id = '0123456789ab';
const other = 'fedcba987654';

test.each([
  [`Fixes: ${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`fixes: ${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`Fixes: ${id.toUpperCase()} ("net: a fix")`, [[id, 'net: a fix']]],
  [`Fixes: ${id} ("net: call foo() in bar()")`, [[id, 'net: call foo() in bar()']]],
  [`Fixes: ${id} ("Revert "net: a fix"")`, [[id, 'Revert "net: a fix"']]],
  [`Fixes: ${id} (net: a fix)`, [[id, 'net: a fix']]],
  [`Fixes: ${id} "net: a fix"`, [[id, 'net: a fix']]],
  [`Fixes: ${id} ('net: a fix')`, [[id, 'net: a fix']]],
  [`Fixes: ${id} (“net: a fix”)`, [[id, 'net: a fix']]],
  [`Fixes: ${id}: net: a fix`, [[id, 'net: a fix']]],
  [`Fixes: ${id} net: a fix`, [[id, 'net: a fix']]],
  [`Fixes: ${id} - net: a fix`, [[id, 'net: a fix']]],
  [`Fixes: ${id}`, [[id, undefined]]],
  [`Fixes:${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`Fixes: commit ${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`Fixes commit ${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`Fixes ${id} ("net: a fix")`, [[id, 'net: a fix']]],
  [`This fixes commit ${id}, as it must.`, [[id, undefined]]],
  [`Fixes: ${id} ("net: a\n fix")`, [[id, 'net: a fix']]],
  [`Fixes: ${id} ("net: a\nfix")`, [[id, 'net: a fix']]],
  [`Fixes: ${id}\n("net: a fix")`, [[id, 'net: a fix']]],
  [
    `Fixes: ${id} ("net: a fix"), ${other} ("b")`,
    [
      [id, 'net: a fix'],
      [other, 'b'],
    ],
  ],
  [
    `Fixes: ${id}, ${other}`,
    [
      [id, undefined],
      [other, undefined],
    ],
  ],
  [
    `Fixes: ${id} ("a") and ${other} ("b")`,
    [
      [id, 'a'],
      [other, 'b'],
    ],
  ],
  [
    `Fixes: ${id} ("a")\nFixes: ${other} ("b")`,
    [
      [id, 'a'],
      [other, 'b'],
    ],
  ],
  [`Fixes: ${id} ("a")\nFixes: ${id} ("a")`, [[id, 'a']]],
  [`Fixes a bug introduced by ${id}.`, [[id, undefined]]],
  [`Fixes a regression in commit ${id} (v255).`, [[id, undefined]]],
  ['Fixes: ("net: a fix")', [[undefined, 'net: a fix']]],
  [`Fixes: ${id} ("cut short`, [[id, 'cut short']]],
])('%s', (text, expected) => {
  const found = parseFixes(`Words first.\n\n${text}\nSigned-off-by: A <a@example.org>\n`);
  expect(found.map((each) => [each.id, each.subject])).toEqual(expected);
});

test.each([
  'Fixes: #1234',
  'Fixes #1234567',
  'Fixes: https://bugs.example.org/1234567',
  'Fixes: CVE-2024-12345',
  'Fixes: a crash at boot',
  'The patch fixes deadlocks.',
  'Fixes the build',
])('%s names no commit', (text) => {
  expect(parseFixes(text)).toEqual([]);
});

test('any text is read without an error, and ids are ids', () => {
  const piece = fc.constantFrom(
    'Fixes:',
    ' ',
    '("',
    '")',
    '"',
    id,
    other,
    ',',
    '\n',
    'commit ',
    'fixes',
    '(',
    ')',
    '-',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      for (const each of parseFixes(pieces.join(''))) expect(each.id ?? '0000000').toMatch(/^[0-9a-f]{7,64}$/);
    }),
    { numRuns: 2000 },
  );
});
