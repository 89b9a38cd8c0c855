export { loadReviews, openReviews } from './store/open.ts';
export type * from './types.ts';
