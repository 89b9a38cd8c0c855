import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  measureAp,
  measureAuc,
  measureCurves,
  measureEce,
  measureRead,
  measureReliability,
  measureSlice,
  measureTop,
} from './metrics.ts';

/** Best first: yes, no, yes, no, no. */
const five = { scores: [0.9, 0.8, 0.7, 0.3, 0.1], labels: [1, 0, 1, 0, 0] };

const scored = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 9 }), label: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .map((rows) => ({ scores: rows.map(({ score }) => score / 10), labels: rows.map(({ label }) => label) }));

/** Share of (yes, no) pairs in the right order, ties half. */
const countPairs = ({ scores, labels }: { scores: number[]; labels: number[] }): number => {
  let right = 0;
  let pairs = 0;
  for (const [a, yes] of labels.entries()) {
    for (const [b, no] of labels.entries()) {
      if (yes !== 1 || no !== 0) continue;
      pairs += 1;
      right += scores[a] > scores[b] ? 1 : scores[a] === scores[b] ? 0.5 : 0;
    }
  }
  return right / pairs;
};

describe('metrics', () => {
  it('counts five of six pairs in order', () => {
    expect(measureAuc(five)?.auc).toBeCloseTo(5 / 6, 12);
  });

  it("gives DeLong's interval as computed by hand", () => {
    // Each yes beats 3/3 and 2/3 of the noes; each no is beaten by 1/2, 2/2, 2/2 of the yeses.
    const variance = (1 / 18 + 0) / 2 + 1 / 12 / 3;
    const low = 5 / 6 - 1.959964 * Math.sqrt(variance);
    expect(measureAuc(five)?.low).toBeCloseTo(low, 6);
    expect(measureAuc(five)?.high).toBe(1);
  });

  it('agrees with counting all pairs, ties included', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const auc = measureAuc(rows);
        const bothClasses = rows.labels.includes(1) && rows.labels.includes(0);
        if (!bothClasses) expect(auc).toBeUndefined();
        else expect(auc?.auc).toBeCloseTo(countPairs(rows), 10);
      }),
    );
  });

  it('averages precision at each positive', () => {
    expect(measureAp(five)).toBeCloseTo((1 / 1 + 2 / 3) / 2, 12);
  });

  it('takes tied scores as one step, whatever their order', () => {
    expect(measureAp({ scores: [0.5, 0.5], labels: [1, 0] })).toBe(0.5);
    expect(measureAp({ scores: [0.5, 0.5], labels: [0, 1] })).toBe(0.5);
  });

  it('tells how much must be read', () => {
    expect(measureRead(five, 0.5)).toBe(0.2);
    expect(measureRead(five, 0.9)).toBe(0.6);
  });

  it('takes the best tenth, at least one row', () => {
    expect(measureTop(five)).toEqual({ precision: 1, recall: 0.5 });
  });

  it('has no calibration error when every bin is as said', () => {
    const scores = Array.from({ length: 100 }, (_, row) => (row < 50 ? 0.2 : 0.6));
    const labels = Array.from({ length: 100 }, (_, row) => (row < 50 ? (row % 5 === 0 ? 1 : 0) : row % 5 < 3 ? 1 : 0));
    expect(measureEce({ scores, labels })).toBeCloseTo(0, 12);
  });

  it('measures the distance of said and was', () => {
    expect(measureEce({ scores: Array(10).fill(0.3), labels: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0] })).toBeCloseTo(0.5, 12);
    expect(measureReliability({ scores: [0.3, 0.4], labels: [0, 1] }, 1)).toEqual([{ n: 2, said: 0.35, was: 0.5 }]);
  });

  it('draws curves that begin and end where they must', () => {
    const { roc, precisionRecall } = measureCurves(five);
    expect(roc[0]).toEqual({ x: 0, y: 0 });
    expect(roc.at(-1)).toEqual({ x: 1, y: 1 });
    expect(precisionRecall.at(-1)).toEqual({ x: 1, y: 0.4 });
  });

  it('says null, not zero, where nothing can be measured', () => {
    expect(measureSlice({ scores: [], labels: [] })).toMatchObject({
      n: 0,
      positives: 0,
      auc: null,
      ap: null,
      ece: null,
    });
    expect(measureSlice({ scores: [0.5], labels: [0] })).toMatchObject({ n: 1, auc: null, read90: null });
  });
});
