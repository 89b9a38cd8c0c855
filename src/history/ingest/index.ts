export { updateHistory } from './update.ts';
export type { Measures, Overrides, Terms, UpdateOptions, UpdateProgress, UpdateResult } from './types.ts';
