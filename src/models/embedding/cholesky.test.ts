import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, invertUpper } from './cholesky.ts';

const SIZE = 4;

/** aᵀ × b of two square matrices, row by row. */
const product = (a: Float64Array, b: Float64Array, transposed: boolean): number[] =>
  Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [i, j] = [Math.floor(at / SIZE), at % SIZE];
    let sum = 0;
    for (let k = 0; k < SIZE; k += 1) sum += (transposed ? a[k * SIZE + i] : a[i * SIZE + k]) * b[k * SIZE + j];
    return sum;
  });

const factors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: SIZE * SIZE,
  maxLength: SIZE * SIZE,
});

/** Symmetric and well away from singular. */
const safe = (values: readonly number[]): Float64Array => {
  const factor = Float64Array.from(values);
  return Float64Array.from(product(factor, factor, true), (value, at) => value + (at % (SIZE + 1) === 0 ? 0.5 : 0));
};

describe('a Cholesky factor', () => {
  it('times itself is the matrix, and its inverse undoes it', () => {
    fc.assert(
      fc.property(factors, (values) => {
        const matrix = safe(values);
        const upper = cholesky(matrix, SIZE);
        product(upper, upper, true).forEach((value, at) => expect(value).toBeCloseTo(matrix[at], 9));
        product(upper, invertUpper(upper, SIZE), false).forEach((value, at) =>
          expect(value).toBeCloseTo(at % (SIZE + 1) === 0 ? 1 : 0, 9),
        );
      }),
    );
  });

  it('leaves out a direction that the ones before it span', () => {
    const twice = Float64Array.from([1, 2, 0, 0, 2, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    const upper = cholesky(twice, SIZE);
    expect([...upper.slice(4, 8)]).toEqual([0, 0, 0, 0]);
    const inverse = invertUpper(upper, SIZE);
    expect(Array.from({ length: SIZE }, (_, row) => inverse[row * SIZE + 1])).toEqual([0, 0, 0, 0]);
    expect(inverse.every((value) => Number.isFinite(value))).toBe(true);
  });
});
