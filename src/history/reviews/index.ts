export { decideByReviews, groupReviews, judgeBranches, judgeReviews } from './standing.ts';
export type { BranchStanding } from './standing.ts';
export type * from './types.ts';
