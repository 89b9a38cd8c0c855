import { renderReason } from './rationale.ts';
import type { Rationale } from './rationale.ts';
import { scoreOf } from './score.ts';

interface InRecord {
  readonly version: string;
  readonly vectorString: string;
  readonly baseScore: number;
  readonly baseSeverity: string;
}

interface Scenario {
  readonly lang: 'en';
  readonly value: string;
}

/** An entry of `metrics` in a record: the score, and its reasons as the scenario that it holds for. */
export type CvssEntry = { readonly scenarios: readonly Scenario[] } & (
  | { readonly cvssV3_1: InRecord }
  | { readonly cvssV4_0: InRecord }
);

export const buildMetric = ({ vector, reasons }: Rationale): CvssEntry => {
  const { version, score, level } = scoreOf(vector);
  const entry = { version, vectorString: vector.text, baseScore: score, baseSeverity: level };
  const scenarios: Scenario[] = [{ lang: 'en', value: reasons.map(renderReason).join('\n') }];
  return version === '3.1' ? { cvssV3_1: entry, scenarios } : { cvssV4_0: entry, scenarios };
};
