// What is asked of a repository: pairs, what is addressed already, what is a security fix.
export * from './pairs/find/index.ts';
export { renderAnnouncement } from './announce/index.ts';
export { checkReasons, parseRationale, parseVector, renderRationale, scoreOf } from './cvss/index.ts';
export type { CvssScore, CvssVector, Rationale, Reasoned } from './cvss/index.ts';
export { compareCveIds, isCveId, parseCveId, yearOf } from './id.ts';
export type { CveId } from './id.ts';
export { isFixed, isOpen, listFixes, parsePairs, renderPairs } from './pairs/index.ts';
export type { Pair, PairsText, Point } from './pairs/index.ts';
export { buildRecord, renderRecord } from './record/index.ts';
export type { CveCase, CveRecord } from './record/index.ts';
export { parseTemplate } from './template.ts';
export type { Template } from './template.ts';
export { compareVersions } from './version.ts';
