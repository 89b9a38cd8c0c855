// What is asked of a repository: pairs, what is addressed already, what is a security fix.
export * from './pairs/find/index.ts';
export { judgeRelease } from './releases/index.ts';
export type { ReleaseStanding } from './releases/index.ts';
export * from './folder/index.ts';
export * from './search/index.ts';
export * from './votes/index.ts';
export { buildRejectedRecord, parseReason, renderAnnouncement, renderRejection, titleOf } from './announce/index.ts';
export {
  checkReasons,
  listBase,
  parseRationale,
  parseReasons,
  parseVector,
  renderRationale,
  scoreOf,
} from './cvss/index.ts';
export type { CvssScore, CvssVector, Rationale, Reasoned } from './cvss/index.ts';
export { compareCveIds, isCveId, parseCveId, yearOf } from './id.ts';
export type { CveId } from './id.ts';
export { isFixed, isOpen, listFixes, parsePairs, renderPair, renderPairs } from './pairs/index.ts';
export type { Pair, PairsText, Point } from './pairs/index.ts';
export { buildRecord, buildText, renderRecord } from './record/index.ts';
export { parseStoredCase } from './stored.ts';
export type { CveCase, CveRecord } from './record/index.ts';
export { checkRecord, compileSchema, renderFault } from './schema/index.ts';
export type { RecordValidator, SchemaFault } from './schema/index.ts';
export { parseTemplate } from './template.ts';
export type { Template } from './template.ts';
export { compareVersions, isMainline, isVersion, seriesOf } from './version.ts';
export type { VersionScheme } from './version.ts';
