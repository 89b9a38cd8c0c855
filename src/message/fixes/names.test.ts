import { describe, expect, it } from 'vitest';
import { parsePatch } from '../../git/index.ts';
import { adviseFault } from './advise.ts';
import { countNames, NO_NAMES, readNames, sizesOf } from './names.ts';

const patchOf = (...lines: readonly string[]): ReturnType<typeof parsePatch> =>
  parsePatch(
    Buffer.from(
      `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,${lines.filter((line) => line.startsWith('-')).length} +1,${lines.filter((line) => line.startsWith('+')).length} @@\n${lines.join('\n')}\n`,
    ),
    0,
  );

describe('names', () => {
  it('are words that no sentence has, or long ones', () => {
    expect([...readNames('The ring of foo_bar() leaks in setupRing, x2ap and allocate.')]).toEqual([
      ...['foo_bar', 'setupRing', 'x2ap', 'allocate'],
    ]);
  });

  it('are brought in by a commit that adds them and does not only move them', () => {
    const names = { text: readNames('foo_bar'), added: readNames('foo_bar free_ring'), removed: readNames('old_ring') };
    const patch = patchOf('-int free_ring;', '+int free_ring;', '+int foo_bar;');
    expect(countNames(patch, names)).toEqual({ text: 1, added: 1, removed: 0 });
    expect(sizesOf(names)).toEqual({ text: 1, added: 2, removed: 1 });
  });

  it('let the commit that brought them in come first among those with as many lines', () => {
    const lines = { time: 1, removed: 1, beside: 1, sections: 0, files: 1 };
    const own = { ...lines, sha: 'a'.repeat(40), subject: 'net: add a', names: { text: 2, added: 1, removed: 1 } };
    const other = { ...lines, sha: 'b'.repeat(40), subject: 'net: add b', names: NO_NAMES };
    const blamed = {
      removed: 2,
      beside: 2,
      sections: 0,
      files: 1,
      names: { text: 2, added: 1, removed: 1 },
      cut: undefined,
    };
    const change = { text: 'net: fix foo_bar\n\nIt leaks.\n', time: 2, mentioned: [] };
    const [first] = adviseFault({ ...blamed, suspects: [other, own] }, change).suspects;
    expect(first.sha).toBe(own.sha);
  });
});
