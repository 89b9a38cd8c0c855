import { UsageError } from '../errors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Seconds since 1970 for `2024-07-01` (its first moment in UTC), `2024-07-01T12:00:00Z`, or `@1719792000`.
 * @throws UsageError for anything else, days that do not exist among them.
 */
export function parseDate(text: string, option: string): number {
  if (/^@\d{1,12}$/.test(text)) return Number(text.slice(1));
  const milliseconds = DAY.test(text) || MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || !isRealDay(text))
    throw new UsageError(
      'wrong-date',
      `${option} ${JSON.stringify(text)} is no date: write 2024-07-01 or 2024-07-01T12:00:00Z`,
    );
  return milliseconds / 1000;
}

const DAY_SECONDS = 86_400;

/** The end of a window: a bare day is its last one and ends with its last second; a moment is taken as written. */
export function parseLastDay(text: string, option: string): number {
  return parseDate(text, option) + (DAY.test(text) ? DAY_SECONDS : 0);
}

/** Date.parse takes 2024-02-31 for a day in March. */
function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
