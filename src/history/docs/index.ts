export type * from './types.ts';
export { readDocumentation } from './read.ts';
