export { buildCveIndex } from './build.ts';
export { listHits, parseIds } from './scan.ts';
export type { CommitRole, CveHit, CveIndex } from './types.ts';
