/** A pivot this much smaller than the largest is noise of rounding. */
const NOISE = 1e-10;

/**
 * The upper triangular R with RᵀR = symmetric (Golub and Van Loan, Matrix Computations, 4.2). The symmetric matrix may be
 * singular: the row of a direction that the ones before it span is zero.
 */
export const cholesky = (symmetric: Float64Array, size: number): Float64Array => {
  const upper = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i += 1) largest = Math.max(largest, symmetric[i * size + i]);
  for (let i = 0; i < size; i += 1) {
    const row = symmetric.slice(i * size, (i + 1) * size);
    for (let k = 0; k < i; k += 1) {
      const factor = upper[k * size + i];
      if (factor !== 0) for (let j = i; j < size; j += 1) row[j] -= factor * upper[k * size + j];
    }
    if (row[i] <= NOISE * largest) continue;
    const root = Math.sqrt(row[i]);
    for (let j = i; j < size; j += 1) upper[i * size + j] = row[j] / root;
  }
  return upper;
};

/** The inverse of an upper triangular matrix; columns of zero rows are zero. */
export const invertUpper = (upper: Float64Array, size: number): Float64Array => {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    if (upper[column * size + column] === 0) continue;
    inverse[column * size + column] = 1 / upper[column * size + column];
    for (let row = column - 1; row >= 0; row -= 1) {
      if (upper[row * size + row] === 0) continue;
      let sum = 0;
      for (let k = row + 1; k <= column; k += 1) sum += upper[row * size + k] * inverse[k * size + column];
      inverse[row * size + column] = -sum / upper[row * size + row];
    }
  }
  return inverse;
};
