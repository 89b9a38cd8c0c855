import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEncoding, encodeQuotedPrintable } from './transfer.ts';

const decode = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

describe('transfer encoding', () => {
  it('is 8bit for ordinary UTF-8 text', () => {
    expect(chooseEncoding(Buffer.from('Größe\n+a line\n'))).toBe('8bit');
    expect(chooseEncoding(Buffer.from(`a\n${'x'.repeat(998)}\n`))).toBe('8bit');
  });

  it.each([
    ['a carriage return', Buffer.from('+a\r\n')],
    ['a NUL', Buffer.from('+\0\n')],
    ['bytes that are not UTF-8', Buffer.from([43, 0xe9, 10])],
    ['a line of more than 998 bytes', Buffer.from(`${'ü'.repeat(500)}\n`)],
    ['a line that starts a mail', Buffer.from('text\nFrom here on\n')],
    ['an escaped one', Buffer.from('text\n>>From here on\n')],
  ])('is quoted-printable for %s', (_, body) => {
    expect(chooseEncoding(body)).toBe('quoted-printable');
  });

  it('gives back any bytes, in lines that every reader passes on', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 120 }),
            fc.constantFrom(
              Buffer.from('\nFrom x '),
              Buffer.from('\n>From '),
              Buffer.from(' \n'),
              Buffer.from('=\r\n'),
            ),
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          const bytes = Buffer.concat(parts);
          const text = encodeQuotedPrintable(bytes).toString('latin1');
          expect(decode(text).equals(bytes)).toBe(true);
          expect(text.split('\n').every((line) => line.length <= 76 && !/[ \t]$/.test(line))).toBe(true);
          expect(text).not.toMatch(/^>*From /m);
        },
      ),
    );
  });
});
