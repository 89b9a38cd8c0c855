import { describe, expect, it } from 'vitest';
import { parseDate, parseLastDay } from './dates.ts';

describe('parseDate', () => {
  it.each([
    ['2024-07-01', 1719792000],
    ['2024-07-01T02:00+02:00', 1719792000],
    ['2024-07-01T00:00:05Z', 1719792005],
    ['@1719792000', 1719792000],
  ])('reads %s', (text, seconds) => {
    expect(parseDate(text, '--since')).toBe(seconds);
  });

  it.each(['yesterday', '2024-02-31', '2024-13-01', '2024', '2024-07-01T00:00', ''])(
    'refuses %j and shows what to write',
    (text) => {
      expect(() => parseDate(text, '--since')).toThrow(/^--since ".*" is no date: write 2024-07-01/);
    },
  );
});

describe('parseLastDay', () => {
  it('takes the whole of a bare day, and a moment as written', () => {
    expect(parseLastDay('2024-12-31', '--until')).toBe(parseDate('2025-01-01', '--until'));
    expect(parseLastDay('2024-12-31T00:00:00Z', '--until')).toBe(parseDate('2024-12-31', '--until'));
  });
});
