import { describe, expect, it } from 'vitest';
import { lastDayBefore } from './dates.ts';

describe('the last day of a window', () => {
  it('is the day before its end, or the day that its end cuts', () => {
    expect(lastDayBefore('2025-01-01T00:00:00Z')).toBe('2024-12-31');
    expect(lastDayBefore('2024-12-31T12:00:00Z')).toBe('2024-12-31');
  });
});
