import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureAuc } from '../metrics.ts';
import { makeRandom } from '../random.ts';
import { binTable } from './bins.ts';
import type { Table } from './bins.ts';
import { featureUse, forestEffects, forestLogOdds, tableLogOdds } from './forest.ts';
import { growForest } from './grow-forest.ts';
import type { ForestOptions, Lesson } from './grow-forest.ts';

const OPTIONS: ForestOptions = {
  leaves: 8,
  lambda: 1,
  minHessian: 1,
  rate: 0.1,
  rounds: 60,
  seeds: 2,
  seed: 3,
  rowShare: 0.7,
  featureShare: 1,
};

/** Numbers of [0, 1); some unknown; the label is the rule's answer. */
const lessonOf = (rows: number, rule: (row: Float32Array) => boolean, seed = 1): Lesson & { table: Table } => {
  const random = makeRandom(seed);
  const width = 5;
  const values = Float32Array.from({ length: rows * width }, () => (random() < 0.1 ? Number.NaN : random()));
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    rule(values.subarray(row * width, (row + 1) * width)) ? 1 : 0,
  );
  return { table: { rows, width, values }, labels };
};

const aucOf = (lesson: Lesson, options = OPTIONS, fresh = lesson): number =>
  measureAuc({ scores: tableLogOdds(growForest(lesson, options), fresh.table), labels: fresh.labels })!.auc;

const planted = (row: Float32Array): boolean => row[1] > 0.6 !== row[3] > 0.5;

describe('trees', () => {
  it('find a planted rule of two features that no feature tells alone', () => {
    expect(aucOf(lessonOf(2000, planted), OPTIONS, lessonOf(500, planted, 2))).toBeGreaterThan(0.97);
  });

  it('learn from what is unknown', () => {
    const unknown = (row: Float32Array): boolean => Number.isNaN(row[2]);
    expect(aucOf(lessonOf(1000, unknown), OPTIONS, lessonOf(300, unknown, 2))).toBe(1);
  });

  it('ask for the features that matter', () => {
    const use = featureUse(growForest(lessonOf(2000, planted), { ...OPTIONS, rounds: 10 }));
    expect(Math.min(use[1], use[3])).toBeGreaterThan(Math.max(use[0], use[2], use[4]));
  });

  it('say the share of yeses where nothing can be told', () => {
    const random = makeRandom(9);
    const coins = lessonOf(4000, () => random() < 0.2);
    const forest = growForest(coins, { ...OPTIONS, rounds: 5 });
    const mean = tableLogOdds(forest, coins.table).reduce((sum, x) => sum + 1 / (1 + Math.exp(-x)), 0) / 4000;
    expect(mean).toBeCloseTo(0.2, 1);
  });

  it('grow only roots when all labels are the same', () => {
    const forest = growForest(
      lessonOf(100, () => false),
      OPTIONS,
    );
    expect(forestLogOdds(forest, new Float32Array(5), 0)).toBeLessThan(-3);
  });

  it('have effects that add up to the log-odds', () => {
    const forest = growForest(lessonOf(500, planted), OPTIONS);
    const number = fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(number, { minLength: 5, maxLength: 5 }), (numbers) => {
        const row = Float32Array.from(numbers);
        const { expected, effects } = forestEffects(forest, row, 0);
        expect(expected + effects.reduce((a, b) => a + b, 0)).toBeCloseTo(forestLogOdds(forest, row, 0), 6);
      }),
    );
  });

  it('are the same for the same seed and others for another', () => {
    const lesson = lessonOf(500, planted);
    expect(growForest(lesson, OPTIONS)).toEqual(growForest(lesson, OPTIONS));
    expect(growForest(lesson, { ...OPTIONS, seed: 4 })).not.toEqual(growForest(lesson, OPTIONS));
  });

  it('count a row as often as its weight says', () => {
    const lesson = lessonOf(500, () => true);
    const labels = lesson.labels.map((_, row) => row % 2);
    const weights = Float32Array.from(labels, (label) => (label === 1 ? 9 : 1));
    const forest = growForest({ ...lesson, labels, weights }, { ...OPTIONS, rounds: 1 });
    expect(forest.base).toBeCloseTo(Math.log(9), 1);
  });
});

describe('bins', () => {
  it('keep the order of values and give unknown ones bin 0', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.constant(Number.NaN)), { minLength: 1 }), (numbers) => {
        const values = Float32Array.from(numbers);
        const { bins } = binTable({ rows: values.length, width: 1, values }, 8);
        for (const [a, x] of values.entries()) {
          expect(bins[a] === 0).toBe(Number.isNaN(x));
          for (const [b, y] of values.entries()) if (x < y) expect(bins[a]).toBeLessThanOrEqual(bins[b]);
        }
      }),
    );
  });

  it('send a value where its bin would go', () => {
    const lesson = lessonOf(300, planted);
    const { bins, edges } = binTable(lesson.table, 63);
    for (let row = 0; row < 300; row += 1) {
      const value = lesson.table.values[row * 5];
      if (Number.isNaN(value)) continue;
      const bin = bins[row];
      expect(value).toBeLessThanOrEqual(edges[0][bin - 1]);
      if (bin > 1) expect(value).toBeGreaterThan(edges[0][bin - 2]);
    }
  });
});
