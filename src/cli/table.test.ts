import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTable } from './table.ts';
import { fitText, plainText, textWidth } from './width.ts';

const columns = [
  { title: 'p', align: 'right' },
  { title: 'subject', gives: 2 },
  { title: 'why', gives: 1 },
] as const;

describe('renderTable', () => {
  it('aligns cells and leaves no space at line ends', () => {
    const rows = [
      ['0.5', 'net: fix', 'fixes v6.8'],
      ['0.25', 'x', ''],
    ];
    expect(renderTable(columns, rows, undefined)).toBe('   p  subject   why\n 0.5  net: fix  fixes v6.8\n0.25  x\n');
  });

  it('cuts what may be cut to the width of the terminal', () => {
    const rows = [['0.5', 'a'.repeat(60), 'b'.repeat(60)]];
    const lines = renderTable(columns, rows, 60).split('\n');
    expect(Math.max(...lines.map(textWidth))).toBe(60);
    expect(lines[1]).toMatch(/^0\.5 {2}a{10,}… {2}b{8,}…$/);
  });

  it('never lets a commit write to the terminal', () => {
    expect(renderTable(columns, [['1', '\u001b[2Jx\ny', '']], undefined)).not.toContain('\u001b');
  });
});

describe('fitText', () => {
  it('is never wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        expect(textWidth(fitText(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('counts wide letters twice and combining marks not at all', () => {
    expect(textWidth('日本')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
    expect(fitText('日本語', 5)).toBe('日本…');
  });

  it('shows control characters as question marks', () => {
    expect(plainText('a\u0000\u202eb')).toBe('a??b');
  });
});
