import calculator from 'ae-cvss-calculator';
import type { CvssVector } from './vector.ts';

export type CvssLevel = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

export interface CvssScore {
  readonly version: CvssVector['version'];
  /** Of the base metrics alone: 0 to 10, one decimal. */
  readonly score: number;
  readonly level: CvssLevel;
  /** With the threat and environmental metrics that the vector gives; the same number where it gives none. */
  readonly overall: number;
  readonly overallLevel: CvssLevel;
}

/** Base and overall score by the formulas of FIRST. */
export const scoreOf = (vector: CvssVector): CvssScore => {
  const { base, overall } = vector.version === '3.1' ? scoreThree(vector.text) : scoreFour(vector.text);
  return {
    version: vector.version,
    score: base,
    level: levelOf(base),
    overall,
    overallLevel: levelOf(overall),
  };
};

/** Qualitative severity rating scale, the same in 3.1 (section 5) and 4.0 (section 6). */
const levelOf = (score: number): CvssLevel => {
  if (score === 0) return 'NONE';
  if (score < 4) return 'LOW';
  if (score < 7) return 'MEDIUM';
  return score < 9 ? 'HIGH' : 'CRITICAL';
};

interface Numbers {
  readonly base: number;
  readonly overall: number;
}

const scoreThree = (text: string): Numbers => {
  const { base, overall } = new calculator.Cvss3P1(text).calculateScores();
  return settle(base, overall, text);
};

const scoreFour = (text: string): Numbers => {
  const { baseMetricsOnly, overall } = new calculator.Cvss4P0(text).calculateScores();
  return settle(baseMetricsOnly, overall, text);
};

/** A vector that was parsed whole has both scores: anything else is a fault of the calculator. */
const settle = (base: number | undefined, overall: number | undefined, text: string): Numbers => {
  if (base === undefined || overall === undefined) throw new Error(`no score for the checked vector ${text}`);
  return { base, overall };
};
