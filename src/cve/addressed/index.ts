export { standOnBranches } from './branches.ts';
export type { SeenRemoval } from './branches.ts';
export { findEarlier } from './earlier.ts';
export { indexEarlier } from './index-history.ts';
export type { EarlierIndex } from './index-history.ts';
export { settleAddressing } from './settle.ts';
export type * from './types.ts';
