/**
 * All eigenvalues, falling, and eigenvectors (as columns) of a small symmetric matrix by cyclic Jacobi rotations
 * (Golub and Van Loan, Matrix Computations, 8.5): slow for large ones, simple and exact for the 140 x 140 of here.
 */
export const eigenOf = (
  symmetric: Float64Array,
  size: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } => {
  const matrix = Float64Array.from(symmetric);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) vectors[i * size + i] = 1;
  const small = 1e-11 * normOf(matrix);
  for (let sweep = 0; sweep < 30 && largestOffDiagonal(matrix, size) > small; sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (Math.abs(matrix[p * size + q]) > small) rotate({ matrix, vectors, size, p, q });
      }
    }
  }
  return sortedByValue(matrix, vectors, size);
};

const normOf = (matrix: Float64Array): number => {
  let sum = 0;
  for (const value of matrix) sum += value * value;
  return Math.sqrt(sum);
};

const largestOffDiagonal = (matrix: Float64Array, size: number): number => {
  let largest = 0;
  for (let p = 0; p < size; p += 1) {
    for (let q = p + 1; q < size; q += 1) largest = Math.max(largest, Math.abs(matrix[p * size + q]));
  }
  return largest;
};

interface Rotation {
  readonly matrix: Float64Array;
  readonly vectors: Float64Array;
  readonly size: number;
  readonly p: number;
  readonly q: number;
}

/** Makes the entry (p, q) zero. */
const rotate = ({ matrix, vectors, size, p, q }: Rotation): void => {
  const theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * matrix[p * size + q]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k += 1) {
    const a = matrix[p * size + k];
    const b = matrix[q * size + k];
    matrix[p * size + k] = cosine * a - sine * b;
    matrix[q * size + k] = sine * a + cosine * b;
  }
  for (const target of [matrix, vectors]) {
    for (let at = 0; at < size * size; at += size) {
      const a = target[at + p];
      const b = target[at + q];
      target[at + p] = cosine * a - sine * b;
      target[at + q] = sine * a + cosine * b;
    }
  }
};

const sortedByValue = (
  matrix: Float64Array,
  vectors: Float64Array,
  size: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } => {
  const order = Array.from({ length: size }, (_, i) => i);
  order.sort((a, b) => matrix[b * size + b] - matrix[a * size + a] || a - b);
  const values = Float64Array.from(order, (i) => matrix[i * size + i]);
  const sorted = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let i = 0; i < size; i += 1) sorted[row * size + i] = vectors[row * size + order[i]]!;
  }
  return { values, vectors: sorted };
};
