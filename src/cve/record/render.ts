import type { CveRecord } from './types.ts';

/** Three spaces a level, one newline at the end, scores with one decimal: the bytes of the public records. */
export const renderRecord = (record: CveRecord): string =>
  `${JSON.stringify(record, undefined, 3).replaceAll(WHOLE_SCORE, '$1.0$2')}\n`;

/** A line of its own: the text of a value has no raw line ends. */
const WHOLE_SCORE = /^( +"baseScore": \d+)(,?)$/gm;
