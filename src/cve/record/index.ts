export type * from './types.ts';
export type { CveCase } from './case.ts';
export { buildRecord, refuseUnfit } from './build.ts';
export { listMitigations } from './references.ts';
export { renderRecord } from './render.ts';
export { buildText } from './text.ts';
