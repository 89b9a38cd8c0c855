export { judgeRelease } from './judge.ts';
export type { ReleaseStanding } from './judge.ts';
