// A door for the search alone, which must answer in milliseconds: behind index.ts stands the whole room.
export { openCveFolder, readEntries, readEntry, readTexts } from './folder/disk/read.ts';
export { readSteadily } from './folder/disk/steady.ts';
export type { CveFolder } from './folder/disk/read.ts';
export type { CveState, CveTexts } from './folder/layout.ts';
export { isCveId, parseCveId } from './id.ts';
export type { CveId } from './id.ts';
export { buildCveIndex, listHits } from './search/index.ts';
export type { CveHit, CveIndex } from './search/index.ts';
