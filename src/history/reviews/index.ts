export { decideByReviews, groupReviews, judgeReviews } from './standing.ts';
export type * from './types.ts';
