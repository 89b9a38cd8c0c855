import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptPatch } from './patch-excerpt.ts';
import { cutToTokens, estimateTokens } from './tokens.ts';

const hunk = (text: string, lines = 3): string => `@@ -1,1 +1,${lines} @@ f\n${`+${text}\n`.repeat(lines)}`;
const file = (path: string, ...hunks: readonly string[]): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;

describe('a patch that is too long', () => {
  const patch = [
    file('Documentation/x.rst', hunk('some words about it', 200)),
    file('tools/testing/selftests/x.c', hunk('assert(x);', 200)),
    file('net/core.c', hunk('kfree(b);'), hunk('other(b);')),
    file('include/net.h', hunk('int core(void);', 5)),
  ].join('');

  it('is shown whole when it fits', () => {
    expect(excerptPatch(patch, 100_000)).toEqual({ text: patch, cut: [] });
  });

  it('names all files, shows those that tell most, and says what is missing', () => {
    const { text, cut } = excerptPatch(patch, 500);
    expect(text).toContain('It changes 4 files');
    expect(text).toContain('Documentation/x.rst | +200 -0');
    expect(text).toContain('+kfree(b);');
    expect(text).toContain('+other(b);');
    expect(text).toContain('+int core(void);');
    expect(text).not.toContain('+assert(x);');
    expect(cut).toEqual([
      expect.stringMatching(/^patch: 2 of 4 files \(about \d+ tokens\): Documentation\/x\.rst, tools/),
    ]);
  });

  it('shows a piece of every file before all of a large one', () => {
    const large = Array.from({ length: 40 }, (_, at) => hunk(`big_${at}(x, y, z);`));
    const { text, cut } = excerptPatch(file('a.c', ...large) + file('b.c', hunk('small(b);'), hunk('more(b);')), 500);
    expect(text).toContain('+big_0(');
    expect(text).toContain('+small(b);');
    expect(text).toContain('+more(b);');
    expect(text).toMatch(/\[\d+ more hunks of a\.c left out\]/);
    expect(cut).toEqual(['patch: some hunks of a.c']);
  });

  it('of one endless hunk is shown from its beginning', () => {
    const { text, cut } = excerptPatch(file('a.c', hunk('line(x);', 5000)), 300);
    expect(text).toContain('+line(x);');
    expect(text).toMatch(/\[\d+ more lines of this hunk left out\]/);
    expect(cut).toEqual(['patch: the end of a long hunk']);
  });

  it('of 200,000 tokens costs what it was given', () => {
    const files = Array.from({ length: 900 }, (_, at) =>
      file(`drivers/d${at}/x.c`, hunk(`write_register(dev, ${at});`, 20)),
    );
    const whole = files.join('');
    expect(estimateTokens(whole)).toBeGreaterThan(200_000);
    const { text, cut } = excerptPatch(whole, 8000);
    expect(estimateTokens(text)).toBeLessThan(8400);
    expect(estimateTokens(text)).toBeGreaterThan(6500);
    expect(text).toMatch(/\[\d+ more files\]/);
    expect(cut[0]).toMatch(/^patch: \d{3} of 900 files/);
  });

  it('that is no patch is cut at a line', () => {
    expect(excerptPatch('words\n'.repeat(500), 20).cut).toEqual([expect.stringMatching(/^patch: the last \d+ lines/)]);
  });

  it('is never longer than asked by more than its marks, whatever it holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '+', '-', '@', 'diff --git a/x b/x\n', '@@ -1 +1 @@\n', '\t'),
      maxLength: 800,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 100, max: 400 }), (patch, tokens) => {
        expect(estimateTokens(excerptPatch(patch, tokens).text)).toBeLessThan(tokens * 1.3 + 120);
      }),
    );
  });
});

describe('tokens', () => {
  it('are estimated from words, numbers, signs and gaps', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('a fix')).toBe(2);
    expect(estimateTokens('use-after-free')).toBe(5);
    expect(estimateTokens('123456')).toBe(2);
    expect(estimateTokens('\tif (x == NULL)\n')).toBe(8);
    expect(estimateTokens('错误')).toBe(2);
  });

  it('end a text at a line, or inside of one that is too long alone', () => {
    expect(cutToTokens('one\ntwo\nthree', 100)).toEqual({ text: 'one\ntwo\nthree', lines: 0 });
    expect(cutToTokens('one\ntwo\nthree', 4)).toEqual({ text: 'one\ntwo', lines: 1 });
    expect(cutToTokens('x y '.repeat(100), 10).text).toHaveLength(10);
    expect(cutToTokens('one', 0)).toEqual({ text: '', lines: 1 });
  });
});
