export { openSteps } from './open.ts';
export type * from './types.ts';
