export { compareWithIndex } from './compare.ts';
export type { Difference } from './compare.ts';
export { lookAtRepository } from './look.ts';
export type { Look, LookedBranch, LookOptions } from './look.ts';
export { checkRebuild } from './own-repository.ts';
export { updateHistory } from './update.ts';
export type { Measures, Overrides, Terms, UpdateOptions, UpdateProgress, UpdateResult } from './types.ts';
