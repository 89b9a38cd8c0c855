/** Rows of numbers, one after another. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Rows of a few numbers each: row r has entries [starts[r], starts[r + 1]). */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

export const zeroMatrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float32Array(rows * columns),
});

/** sparse × dense. */
export const multiply = (sparse: SparseMatrix, dense: Matrix): Matrix => {
  const result = zeroMatrix(sparse.rows, dense.columns);
  const width = dense.columns;
  for (let row = 0; row < sparse.rows; row += 1) {
    const to = row * width;
    for (let entry = sparse.starts[row]; entry < sparse.starts[row + 1]; entry += 1) {
      addScaled({
        into: result.values,
        to,
        from: dense.values,
        at: sparse.indices[entry] * width,
        width,
        scale: sparse.values[entry],
      });
    }
  }
  return result;
};

/** transposed sparse × dense. */
export const multiplyTransposed = (sparse: SparseMatrix, dense: Matrix): Matrix => {
  const result = zeroMatrix(sparse.columns, dense.columns);
  const width = dense.columns;
  for (let row = 0; row < sparse.rows; row += 1) {
    const at = row * width;
    for (let entry = sparse.starts[row]; entry < sparse.starts[row + 1]; entry += 1) {
      addScaled({
        into: result.values,
        to: sparse.indices[entry] * width,
        from: dense.values,
        at,
        width,
        scale: sparse.values[entry],
      });
    }
  }
  return result;
};

const addScaled = (step: {
  readonly into: Float32Array;
  readonly to: number;
  readonly from: Float32Array;
  readonly at: number;
  readonly width: number;
  readonly scale: number;
}): void => {
  const { into, to, from, at, width, scale } = step;
  for (let k = 0; k < width; k += 1) into[to + k] = into[to + k] + scale * from[at + k];
};

/** denseᵀ × dense, in doubles: the sums of products of its columns. Four rows at a time, for speed. */
export const gramOf = (dense: Matrix): Float64Array => {
  const { columns } = dense;
  const rows = Math.ceil(dense.rows / 4) * 4;
  const values = new Float32Array(rows * columns);
  values.set(dense.values);
  const gram = new Float64Array(columns * columns);
  for (let first = 0; first < rows * columns; first += 4 * columns) {
    const second = first + columns;
    const third = second + columns;
    const fourth = third + columns;
    for (let i = 0; i < columns; i += 1) {
      const a = values[first + i];
      const b = values[second + i];
      const c = values[third + i];
      const d = values[fourth + i];
      const to = i * columns;
      for (let j = i; j < columns; j += 1) {
        const sum = a * values[first + j] + b * values[second + j] + c * values[third + j] + d * values[fourth + j];
        gram[to + j] = gram[to + j] + sum;
      }
    }
  }
  for (let i = 0; i < columns; i += 1) for (let j = 0; j < i; j += 1) gram[i * columns + j] = gram[j * columns + i]!;
  return gram;
};

/** dense × factor, whose rows are `width` long. Four rows of the factor at a time, for speed. */
export const multiplySquare = (dense: Matrix, factor: Float64Array, width: number): Matrix => {
  const result = zeroMatrix(dense.rows, width);
  const { columns, values } = dense;
  const into = result.values;
  const deep = Math.ceil(columns / 4) * 4;
  const padded = new Float32Array(deep * width);
  padded.set(factor);
  const row = new Float32Array(deep);
  for (let at = 0; at < dense.rows; at += 1) {
    row.set(values.subarray(at * columns, (at + 1) * columns));
    multiplyRow(row, padded, into.subarray(at * width, (at + 1) * width));
  }
  return result;
};

/** A function of its own: the engine makes it fast after the first few rows. */
const multiplyRow = (row: Float32Array, padded: Float32Array, into: Float32Array): void => {
  const width = into.length;
  for (let i = 0; i < row.length; i += 4) {
    const a = row[i];
    const b = row[i + 1];
    const c = row[i + 2];
    const d = row[i + 3];
    const first = i * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    for (let k = 0; k < width; k += 1) {
      const sum = a * padded[first + k] + b * padded[second + k] + c * padded[third + k] + d * padded[fourth + k];
      into[k] = into[k] + sum;
    }
  }
};
