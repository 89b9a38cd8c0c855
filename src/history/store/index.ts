export { buildKysely } from './dialect.ts';
export { explainFailure } from './failures.ts';
export { listKeptBeside } from './kept-beside.ts';
export { acquireWriterLock } from './lock.ts';
export type { WriterLock } from './lock.ts';
export { openStore } from './open.ts';
export type { OpenOptions } from './open.ts';
export type * from './types.ts';
