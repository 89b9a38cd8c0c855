import { describe, expect, it } from 'vitest';
import { fitPlatt, probabilityOf } from './platt.ts';

/** One in ten is a yes at 0, nine in ten at 4. */
const scores = Array.from({ length: 400 }, (_, at) => (at % 2) * 4);
const labels = scores.map((score, at) => Number((at >> 1) % 10 < (score === 0 ? 1 : 9)));

describe('calibration', () => {
  it('says of a score how often it was right', () => {
    const fit = fitPlatt(scores, labels);
    expect(probabilityOf(fit, 0)).toBeCloseTo(0.1, 1);
    expect(probabilityOf(fit, 4)).toBeCloseTo(0.9, 1);
  });

  it('stays finite where all labels are alike or the scores part them without an error', () => {
    for (const given of [labels.map(() => 0), scores.map((score) => Number(score > 0))]) {
      const fit = fitPlatt(scores, given);
      expect(Number.isFinite(fit.slope + fit.offset)).toBe(true);
    }
  });
});
