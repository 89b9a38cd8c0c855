/** Seconds since 1970 as ISO 8601 in UTC, to the second. */
export function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** The last day of a window that ends before a moment: `2024-12-31` of `2025-01-01T00:00:00Z`. */
export const lastDayBefore = (end: string): string => isoDate(Date.parse(end) / 1000 - 1).slice(0, 10);
