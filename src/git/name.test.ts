import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildName, parseName, unquote } from './name.ts';

test('a name in UTF-8 stays as it is', () => {
  expect(parseName(Buffer.from('dir/é\tname "x"'))).toBe('dir/é\tname "x"');
});

test('a name that is not UTF-8 is quoted as git quotes it', () => {
  expect(parseName(Buffer.from([0x64, 0x2f, 0xff, 0x0a, 0x5c]))).toBe('"d/\\377\\n\\\\"');
});

test('any bytes survive being a name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 30 }), (bytes) => {
      expect([...buildName(parseName(bytes))]).toEqual([...bytes]);
    }),
  );
});

test('different bytes are different names', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      (a, b) => {
        expect(parseName(a) === parseName(b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
      },
    ),
  );
});

test('unquoting stops behind the closing quote', () => {
  const { bytes, end } = unquote(Buffer.from('"a\\"b\\101" rest'));
  expect(bytes.toString()).toBe('a"bA');
  expect(end).toBe(10);
});
