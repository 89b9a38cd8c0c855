export { observeCommits } from './observe.ts';
export type { Observer, ObserveRequest } from './observe.ts';
export { findTip } from './tips.ts';
