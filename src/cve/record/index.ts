export type * from './types.ts';
export type { CveCase } from './case.ts';
export { listBranchRanges } from './branch-ranges.ts';
export type { BranchRange } from './branch-ranges.ts';
export { buildRecord, refuseUnfit } from './build.ts';
export { listMitigations } from './references.ts';
export { renderRecord } from './render.ts';
export { buildText } from './text.ts';
