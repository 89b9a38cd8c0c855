export { commitChange } from './commit.ts';
export { withFolderLock } from './lock.ts';
export { isThere, openCveFolder, readEntries, readEntry, readTexts } from './read.ts';
export type { CveFolder } from './read.ts';
export { readSteadily } from './steady.ts';
