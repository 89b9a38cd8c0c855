import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MboxSplitter, MOST_BYTES } from './mbox.ts';

function split(bytes: Buffer, cuts: readonly number[]): { text: string; end: number }[] {
  const splitter = new MboxSplitter();
  const parts = [];
  let from = 0;
  for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]) {
    parts.push(...splitter.take(bytes.subarray(from, to)));
    from = to;
  }
  parts.push(...splitter.end());
  return parts.map(({ bytes: mail, end }) => ({ text: mail.toString(), end }));
}

const two = Buffer.from(
  'From a@b Mon Sep 17 00:00:00 2001\nSubject: one\n\nFrom here on it is text.\n>From there too.\n\nFrom c@d Mon Sep 17 00:00:00 2001\nSubject: two\n\nbody\n',
);

describe('an mbox', () => {
  it('is split where a separator follows an empty line', () => {
    const parts = split(two, []);
    expect(parts.map(({ text }) => text)).toEqual([
      'Subject: one\n\nFrom here on it is text.\nFrom there too.\n\n',
      'Subject: two\n\nbody\n',
    ]);
    expect(parts[1]?.end).toBe(two.length);
    expect(two.toString('latin1', parts[0]?.end)).toMatch(/^From c@d/);
  });

  it('is split alike however it comes in', () => {
    const whole = split(two, []);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 20 }), (cuts) => {
        expect(split(two, cuts)).toEqual(whole);
      }),
    );
  });

  it('holds a mail that is too long by its beginning, and the mails behind it', () => {
    const long = Buffer.concat([
      Buffer.from('From a@b Mon Sep 17 00:00:00 2001\nSubject: long\n\n'),
      Buffer.alloc(3 * MOST_BYTES, 'x'),
      Buffer.from('\n\n'),
      two,
    ]);
    const parts = split(
      long,
      Array.from({ length: 100 }, (_, at) => at * 65_536),
    );
    expect(parts).toHaveLength(3);
    expect(parts[0]?.text.length).toBeLessThanOrEqual(MOST_BYTES);
    expect(parts[2]).toEqual({ text: 'Subject: two\n\nbody\n', end: long.length });
  });

  it('of any bytes ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat(500)), (bytes, cuts) =>
        split(Buffer.from(bytes), cuts).every(({ end }) => end <= bytes.length),
      ),
    );
  });
});
