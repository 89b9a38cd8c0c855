export { findStableList, isKernelList } from './stable-list.ts';
export { readReferenceStyles } from './reference-styles.ts';
export type { Customs } from './types.ts';
