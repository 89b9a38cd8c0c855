import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../triage/index.ts';
import { learnLinear, marginOf } from './sparse.ts';

const row = (...columns: number[]) => ({ columns, values: columns.map(() => 1) });
const learn = (strength = 1) =>
  learnLinear(
    [
      { row: row(0, 1), yes: true, weight: 1 },
      { row: row(0, 2), yes: true, weight: 1 },
      { row: row(3, 1), yes: false, weight: 1 },
      { row: row(3, 2), yes: false, weight: 1 },
    ],
    { width: 4, strength, random: makeRandom(3) },
  );

describe('a linear separation', () => {
  it('puts what parts the two kinds on either side and leaves alone what does not', () => {
    const model = learn();
    expect(marginOf(model, row(0))).toBeGreaterThan(0);
    expect(marginOf(model, row(3))).toBeLessThan(0);
    expect(Math.abs(model.weights[1])).toBeLessThan(0.2 * model.weights[0]);
  });

  it('is the same for the same examples, and bolder with more strength', () => {
    expect(learn()).toEqual(learn());
    expect(learn(10).weights[0]).toBeGreaterThan(learn(0.01).weights[0]);
  });

  it('passes over a column that it never saw', () => {
    expect(marginOf(learn(), row(0, 99))).toBe(marginOf(learn(), row(0)));
  });
});
