export type * from './types.ts';
export { buildDocumentation } from './build.ts';
export type { Document } from './build.ts';
export { readDocumentation } from './read.ts';
