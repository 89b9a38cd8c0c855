export type * from './types.ts';
export { findReferences } from './find.ts';
export { isCopied, judgeReference } from './judge.ts';
export { renderReference, repairText } from './repair.ts';
export { splitSegments } from './segments.ts';
export type { FileForm, Segment } from './segments.ts';
