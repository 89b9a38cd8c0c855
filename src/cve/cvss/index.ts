export { buildMetric } from './metric.ts';
export type { CvssEntry } from './metric.ts';
export type { Rationale, Reasoned } from './rationale.ts';
export { parseRationale, parseReasons, renderRationale } from './rationale-text.ts';
export { scoreOf } from './score.ts';
export type { CvssLevel, CvssScore } from './score.ts';
export { listBase, parseVector } from './vector.ts';
export type { CvssVector } from './vector.ts';
