import type { History } from '../../history/index.ts';
import { explainRow, featureNames, measureRows, OTHER_NUMBERS, type Reason } from '../../triage/index.ts';
import { addUp, shareOf, type SecurityModel } from './learn.ts';
import { probabilityOf } from './platt.ts';
import { scoreReaders } from './readers.ts';
import { listSignEffects, type ReadText, type SignEffect } from './texts.ts';

export interface SecurityScore {
  /** Calibrated probability that the commit gets a CVE. */
  readonly probability: number;
  /** What its message says in kind, the strongest first; above 0 speaks for a vulnerability. */
  readonly signs: readonly SignEffect[];
  /** What its numbers say, the strongest first. */
  readonly reasons: readonly Reason[];
}

export interface SecurityQuestion {
  readonly history: History;
  readonly rows: readonly number[];
  readonly textOf: (row: number) => ReadText;
  /** Seconds since 1970: nothing later is used, and of each commit what was known two weeks after it. */
  readonly asOf: number;
}

const MOST_SIGNS = 5;
const LEAST_EFFECT = 0.02;

/** Scores rows; measuring needs one pass over the history: ask for many rows in one call. */
export function scoreSecurity(model: SecurityModel, question: SecurityQuestion): readonly SecurityScore[] {
  const { history, rows, textOf, asOf } = question;
  const table = measureRows(history, rows, () => asOf);
  const texts = rows.map(textOf);
  const places = rows.map((_, at) => at);
  const scores = scoreReaders(model.readers, { history, table, texts }, places);
  const names = featureNames(history);
  const [ofSigns, ofTrees] = [shareOf(model, 'signs'), shareOf(model, 'fault')];
  return places.map((at) => ({
    probability: probabilityOf(model.calibration, addUp(scores, model.scales, at)),
    signs: listSignEffects(model.readers.texts, texts[at])
      .map(({ sign, effect }) => ({ sign, effect: effect * ofSigns }))
      .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
      .slice(0, MOST_SIGNS),
    reasons: explainRow(model.readers.fault, { table, names, at })
      .reasons.filter(({ feature }) => feature !== OTHER_NUMBERS)
      .map((reason) => ({ ...reason, effect: reason.effect * ofTrees })),
  }));
}
