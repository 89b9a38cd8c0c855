import { expect, test } from 'vitest';
import { parseReference } from './parse.ts';

const same = { id: '1a2b3c4d5e6f', subject: 'net: fix the "odd" case' };

test.each([
  '1a2b3c4d5e6f ("net: fix the "odd" case")',
  'Fixes: 1a2b3c4d5e6f ("net: fix the "odd" case")',
  'fixes 1A2B3C4D5E6F (“net: fix the "odd" case”)',
  'commit 1a2b3c4d5e6f (\'net: fix the "odd" case\')',
  'Fixes: commit 1a2b3c4d5e6f ("net: fix\n    the "odd" case")',
  '> > Fixes: 1a2b3c4d5e6f ("net: fix\n> > the "odd" case")',
  '1a2b3c4d5e6f net: fix the "odd" case',
  '1a2b3c4d5e6f: net: fix the "odd" case',
  '1a2b3c4d5e6f (net: fix the "odd" case)',
  '1a2b3c4d5e6f («net: fix the "odd" case»),',
  '[ Upstream commit 1a2b3c4d5e6f ("net: fix the "odd" case") ]',
  'This reverts commit 1a2b3c4d5e6f ("net: fix the "odd" case").',
])('%j is an id with its subject', (text) => {
  expect(parseReference(text)).toEqual(same);
});

test.each(['1a2b3c4d5e6f', 'commit 1a2b3c4d5e6f', 'Fixes: 1a2b3c4d5e6f', '[ Upstream commit 1a2b3c4d5e6f ]'])(
  '%j is an id alone',
  (text) => {
    expect(parseReference(text)).toEqual({ id: '1a2b3c4d5e6f', subject: undefined });
  },
);

test('a subject that begins with a word of hex letters stays a subject', () => {
  expect(parseReference('add a test')).toEqual({ id: undefined, subject: 'add a test' });
  expect(parseReference('[XEN] Various cleanups')).toEqual({ id: undefined, subject: '[XEN] Various cleanups' });
});

test('a subject that ends with a quote keeps it', () => {
  expect(parseReference('1a2b3c4d ("Revert "net: old"")')?.subject).toBe('Revert "net: old"');
});

test('text without an id or a word is no reference', () => {
  expect(parseReference(' ("") ')).toBeUndefined();
});
