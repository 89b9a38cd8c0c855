import { expect, test } from 'vitest';
import { isSha, parseSha } from './sha.ts';

test('a full id is taken in either length, and lowered', () => {
  expect(parseSha('A'.repeat(40))).toBe('a'.repeat(40));
  expect(parseSha('0'.repeat(64))).toBe('0'.repeat(64));
});

test.each(['', 'HEAD', '--all', 'a'.repeat(39), `${'a'.repeat(40)}\n`, 'g'.repeat(40)])('%j is refused', (text) => {
  expect(isSha(text)).toBe(false);
  expect(() => parseSha(text)).toThrow(expect.objectContaining({ code: 'not-an-object-id' }));
});
