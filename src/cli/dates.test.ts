import { describe, expect, it } from 'vitest';
import { parseDate } from './dates.ts';

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
