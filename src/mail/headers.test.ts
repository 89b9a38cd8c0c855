import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAddress, renderAddressHeader, renderDate, renderHeader } from './headers.ts';

/** What a mail reader makes of a header: unfolded, encoded words decoded, blanks between two of them dropped. */
function readHeader(text: string): string {
  const value = text.replaceAll('\n', '').replace(/^[^:]+: /, '');
  const joined = value.replace(/\?= +=\?/g, '?==?');
  return joined.replace(/=\?UTF-8\?q\?([^?]*)\?=/g, (_, word: string) => decodeWord(word));
}
const bytesOf = (word: string): number[] =>
  [...word.replaceAll('_', ' ').matchAll(/=([0-9A-F]{2})|(.)/g)].map(([, hex, letter]) =>
    hex === undefined ? (letter ?? '').charCodeAt(0) : parseInt(hex, 16),
  );
const decodeWord = (word: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytesOf(word)));

describe('headers', () => {
  it('are folded before column 79 and read back as they were', () => {
    const value = `[PATCH AUTOSEL 6.16-6.1] ${'net: bridge: fix the thing that broke '.repeat(6)}`.trim();
    const text = renderHeader('Subject', value);
    expect(text.split('\n').every((line) => line.length <= 78)).toBe(true);
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(readHeader(text)).toBe(value);
  });

  it('encode what is not ASCII, letter by letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
        const value = `ü ${raw}`.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
        const text = renderHeader('Subject', value);
        expect(text.split('\n').every((line) => line.length <= 78)).toBe(true);
        expect(readHeader(text)).toBe(value);
      }),
    );
  });

  it('cannot be left by a line break in a value', () => {
    const text = renderHeader('Subject', 'fix\r\nBcc: victim@example.org\n\nbody');
    expect(text.split('\n').filter((line) => !line.startsWith(' '))).toHaveLength(1);
    expect(renderAddress({ name: 'A\nBcc: x@y.z', email: 'a@b.c' })).not.toContain('\n');
  });

  it('stay under the limit of 998 for a word without blanks', () => {
    const value = 'x'.repeat(10_000);
    const text = renderHeader('Subject', value);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(readHeader(text)).toBe(value);
  });

  it('quote names with special characters and never tear an address', () => {
    expect(renderAddress({ name: 'Doe, "J" (x)', email: 'j@x.org' })).toBe('"Doe, \\"J\\" (x)" <j@x.org>');
    const people = Array.from({ length: 9 }, (_, n) => ({ name: `Person Number ${n}`, email: `p${n}@example.org` }));
    for (const line of renderAddressHeader('Cc', people).split('\n')) expect(line.trimEnd()).toMatch(/>,?$/);
  });

  it('give dates as mail has them', () => {
    expect(renderDate(1_735_689_600)).toBe('Wed, 01 Jan 2025 00:00:00 +0000');
  });
});
