export type * from './types.ts';
export { resolveReference } from './decide.ts';
export { parseReference, parseSubject } from './parse.ts';
export { openFreshTable, openSmallTable, openTable } from './disk/open.ts';
export type { OpenTableRequest } from './disk/open.ts';
export { digestText } from './digest.ts';
