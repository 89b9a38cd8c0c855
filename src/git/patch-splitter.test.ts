import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PatchSplitter } from './patch-splitter.ts';

/** Feeds `text` in pieces of the sizes given, over and over. */
function split(text: Buffer, sizes: readonly number[], maxBytes = 1_000_000) {
  const splitter = new PatchSplitter(maxBytes);
  const sections: { text: string; cut: number }[] = [];
  let at = 0;
  for (let turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length];
    const chunk = Buffer.from(text.subarray(at, at + size));
    for (const { bytes, cut } of splitter.take(chunk)) sections.push({ text: bytes.toString('latin1'), cut });
    at += size;
  }
  return sections;
}

const line = fc.string({ unit: fc.constantFrom('\x01', '\0', 'a', '+', '=', '\xff', '\r'), maxLength: 6 });
const patch = fc
  .array(
    line.map((rest) => `+${rest}\n`),
    { maxLength: 5 },
  )
  .map((lines) => lines.join(''));

test('sections come out as they went in, however the output is cut into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(patch, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      (patches, sizes) => {
        const text = Buffer.from(patches.map((each) => `${each}\x01\n`).join(''), 'latin1');
        expect(split(text, sizes)).toEqual(patches.map((each) => ({ text: each, cut: 0 })));
      },
    ),
  );
});

test('what is longer than the limit is cut at a line and counted', () => {
  const sections = split(Buffer.from('+aaaa\n+bbbb\n+cccc\n\x01\n+d\n\x01\n'), [5], 13);
  expect(sections).toEqual([
    { text: '+aaaa\n+bbbb\n', cut: 6 },
    { text: '+d\n', cut: 0 },
  ]);
});

test('kept and cut bytes always add up', () => {
  fc.assert(
    fc.property(patch, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 9 }), (text, limit, size) => {
      const [section] = split(Buffer.from(`${text}\x01\n`, 'latin1'), [size], limit);
      expect(section.text.length + section.cut).toBe(text.length);
      expect(section.text.length).toBeLessThanOrEqual(limit);
      expect(text.startsWith(section.text)).toBe(true);
    }),
  );
});
