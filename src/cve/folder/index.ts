export { fileName, placeOf, STATES } from './layout.ts';
export type { CveEntry, CveState, CveTexts, Ending } from './layout.ts';
export type { ChangeStep, FolderChange } from './change.ts';
export * from './disk/index.ts';
