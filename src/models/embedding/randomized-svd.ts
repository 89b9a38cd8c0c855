import { cholesky, invertUpper } from './cholesky.ts';
import { eigenOf } from './symmetric-eigen.ts';
import { gramOf, multiply, multiplySquare, multiplyTransposed, zeroMatrix } from './matrix.ts';
import type { Matrix, SparseMatrix } from './matrix.ts';
import { seededRandom } from './random.ts';

/** Columns beyond the wanted rank, and passes over the data: both of Halko, Martinsson and Tropp, section 1.3 and 4.5. */
const OVERSAMPLING = 8;
const POWER_ITERATIONS = 1;

/**
 * The leading right singular vectors of a sparse matrix (columns of `axes`, length sparse.columns) and its singular
 * values, by the randomized range finder with power iterations of N. Halko, P. G. Martinsson, J. A. Tropp, "Finding
 * structure with randomness", SIAM Review 53(2), 2011, algorithms 4.4 and 5.1. Orthonormal bases are made with the
 * Cholesky factor of the small Gram matrix. The same input and seed give the same bytes.
 */
export const randomizedSvd = (
  sparse: SparseMatrix,
  rank: number,
  seed: number,
): { readonly axes: Matrix; readonly values: Float64Array } => {
  const width = Math.min(rank + OVERSAMPLING, sparse.rows, sparse.columns);
  let basis = multiply(sparse, randomMatrix(sparse.columns, width, seed));
  for (let round = 0; round < POWER_ITERATIONS; round += 1) {
    basis = multiply(sparse, multiplyTransposed(sparse, orthonormal(basis)));
  }
  const small = multiplyTransposed(sparse, orthonormal(basis));
  const { values, vectors } = eigenOf(gramOf(small), small.columns);
  const kept = Math.min(rank, small.columns);
  const turn = new Float64Array(small.columns * kept);
  for (let i = 0; i < small.columns; i += 1) {
    for (let k = 0; k < kept; k += 1)
      turn[i * kept + k] = vectors[i * small.columns + k] * inverseRoot(values[k], values[0]);
  }
  return {
    axes: multiplySquare(small, turn, kept),
    values: values.slice(0, kept).map((v) => Math.sqrt(Math.max(0, v))),
  };
};

/** Directions this much weaker than the strongest are noise of rounding. */
const NOISE = 1e-10;

const inverseRoot = (value: number, largest: number): number => (value > NOISE * largest ? 1 / Math.sqrt(value) : 0);

const randomMatrix = (rows: number, columns: number, seed: number): Matrix => {
  const matrix = zeroMatrix(rows, columns);
  const random = seededRandom(seed);
  for (let i = 0; i < matrix.values.length; i += 1) matrix.values[i] = random() - 0.5;
  return matrix;
};

/** The same column space with orthonormal columns; a column that the ones before it span becomes zero. */
const orthonormal = (dense: Matrix): Matrix => {
  const gram = gramOf(dense);
  return multiplySquare(dense, invertUpper(cholesky(gram, dense.columns), dense.columns), dense.columns);
};
