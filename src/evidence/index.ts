export type * from './types.ts';
export { nature } from './nature.ts';
export type { MeasuredMessage, Nature } from './nature.ts';
