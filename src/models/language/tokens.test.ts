import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens } from './tokens.ts';

/** The same rule said by patterns. */
const byPattern = (text: string): number =>
  [...text.matchAll(/([A-Za-z]+)|(\d+)|([ \t]+)|(\n+)|([^\sA-Za-z\d]+)/g)].reduce(
    (sum, [piece, letters, digits, blanks, lines]) => {
      if (letters !== undefined) return sum + Math.ceil(piece.length / 5);
      if (digits !== undefined) return sum + Math.ceil(piece.length / 3);
      if (blanks !== undefined) return sum + (piece === ' ' ? 0 : 1);
      if (lines !== undefined) return sum + 1;
      return sum + (piece.charCodeAt(0) > 127 ? piece.length : Math.ceil(piece.length / 2));
    },
    0,
  );

test('words, numbers, signs and white space cost what the rule says', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('fix a leak')).toBe(3);
  expect(estimateTokens('release_resource(1234567);\n\n\treturn  0;')).toBe(
    2 + 1 + 2 + 1 + 3 + 1 + 1 + 1 + 2 + 1 + 1 + 1,
  );
  expect(estimateTokens('äöü\u00a0x\r\n')).toBe(3 + 1 + 1);
});

test('any text costs what the same rule in patterns says', () => {
  const unit = fc.constantFrom(...'aZ09 \t\n\r\u00a0\u2028_->é漢😀{}');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit })), (text) => {
      expect(estimateTokens(text)).toBe(byPattern(text));
    }),
    { numRuns: 500 },
  );
});
