export { buildPairs } from './build.ts';
export type { PairCommit, PairGround, PairQuestion } from './collect.ts';
export { versionOfTag } from './distance.ts';
export { mergeLists, parseReviewedList } from './lists.ts';
export type { ReviewedLists } from './lists.ts';
export type { Place } from './place.ts';
