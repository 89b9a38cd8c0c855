// What is asked of a repository: pairs, what is addressed already, what is a security fix.
export * from './pairs/find/index.ts';
export { isFixed, isOpen, listFixes, parsePairs, renderPairs } from './pairs/index.ts';
export type { Pair, PairsText, Point } from './pairs/index.ts';
export { compareVersions } from './version.ts';
