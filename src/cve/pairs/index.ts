export type * from './types.ts';
export { parsePairs, renderPair, renderPairs } from './text.ts';
export { isFixed, isOpen, listFixes } from './standing.ts';
export type { FixedPair } from './standing.ts';
