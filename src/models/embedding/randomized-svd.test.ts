import { describe, expect, it } from 'vitest';
import type { SparseMatrix } from './matrix.ts';
import { seededRandom } from './random.ts';
import { randomizedSvd } from './randomized-svd.ts';
import { eigenOf } from './symmetric-eigen.ts';

const dense = (rows: readonly (readonly number[])[]): SparseMatrix => {
  const columns = rows[0].length;
  return {
    rows: rows.length,
    columns,
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, i) => i * columns),
    indices: Uint32Array.from({ length: rows.length * columns }, (_, i) => i % columns),
    values: Float32Array.from(rows.flat()),
  };
};

/** rows x columns numbers of the given rank, strengths falling by half. */
const lowRank = (rows: number, columns: number, rank: number): number[][] => {
  const random = seededRandom(7);
  const part = () => ({
    left: Array.from({ length: rows }, () => random() - 0.5),
    right: Array.from({ length: columns }, () => random() - 0.5),
  });
  const parts = Array.from({ length: rank }, part);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_unused, j) =>
      parts.reduce((sum, { left, right }, k) => sum + left[i] * right[j] * 2 ** -k, 0),
    ),
  );
};

describe('randomizedSvd', () => {
  it('finds axes that rebuild a matrix of low rank', () => {
    const rows = lowRank(60, 40, 5);
    const { axes } = randomizedSvd(dense(rows), 5, 1);
    const axis = (k: number): number[] => Array.from({ length: 40 }, (_, j) => axes.values[j * axes.columns + k]);
    for (const row of rows) {
      const rebuilt = row.map(() => 0);
      for (let k = 0; k < 5; k += 1) {
        const along = axis(k).reduce((sum, value, j) => sum + value * row[j], 0);
        axis(k).forEach((value, j) => (rebuilt[j] += along * value));
      }
      row.forEach((value, j) => expect(rebuilt[j]).toBeCloseTo(value, 4));
    }
  });

  it('gives axes of length one that stand at right angles', () => {
    const { axes } = randomizedSvd(dense(lowRank(50, 30, 6)), 6, 3);
    for (let a = 0; a < 6; a += 1) {
      for (let b = 0; b <= a; b += 1) {
        let sum = 0;
        for (let j = 0; j < 30; j += 1) sum += axes.values[j * axes.columns + a] * axes.values[j * axes.columns + b];
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 3);
      }
    }
  });

  it('gives the singular values of a diagonal matrix, largest first', () => {
    const { values } = randomizedSvd(
      dense([
        [3, 0, 0],
        [0, 9, 0],
        [0, 0, 5],
      ]),
      3,
      1,
    );
    [9, 5, 3].forEach((value, k) => expect(values[k]).toBeCloseTo(value, 4));
  });

  it('gives the same bytes for the same seed', () => {
    const matrix = dense(lowRank(40, 30, 8));
    expect(randomizedSvd(matrix, 4, 9)).toEqual(randomizedSvd(matrix, 4, 9));
  });
});

describe('eigenOf', () => {
  it('finds values and vectors of a symmetric matrix', () => {
    const size = 6;
    const random = seededRandom(11);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j <= i; j += 1) matrix[i * size + j] = matrix[j * size + i] = random() - 0.5;
    const { values, vectors } = eigenOf(matrix, size);
    for (let k = 0; k < size; k += 1) {
      for (let i = 0; i < size; i += 1) {
        let product = 0;
        for (let j = 0; j < size; j += 1) product += matrix[i * size + j] * vectors[j * size + k];
        expect(product).toBeCloseTo(values[k] * vectors[i * size + k], 8);
      }
      if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
    }
  });
});
