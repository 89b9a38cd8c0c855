/** Numbers of many rows, row after row; NaN means unknown. */
export interface Table {
  readonly rows: number;
  readonly width: number;
  /** `rows * width` values. */
  readonly values: Float32Array;
}

/** The named rows and columns of a table, in the order named. */
export const pickTable = (table: Table, rows: readonly number[], columns: readonly number[]): Table => {
  const values = new Float32Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) for (const column of columns) values[at++] = table.values[row * table.width + column]!;
  return { rows: rows.length, width: columns.length, values };
};

/** A table with every number replaced by the bin it falls into, column after column. Bin 0 means unknown. */
export interface Binned {
  readonly rows: number;
  readonly width: number;
  readonly bins: Uint8Array;
  /** Per column the upper edges of bins 1, 2, …: a value v is in the first bin whose edge is >= v. */
  readonly edges: readonly Float32Array[];
}

const LARGEST_SAMPLE = 20_000;

const sampleColumn = (table: Table, column: number): Float32Array => {
  const step = Math.max(1, Math.floor(table.rows / LARGEST_SAMPLE));
  const sample = new Float32Array(Math.ceil(table.rows / step));
  let used = 0;
  for (let row = 0; row < table.rows; row += step) {
    const value = table.values[row * table.width + column];
    if (!Number.isNaN(value)) sample[used++] = value;
  }
  return sample.subarray(0, used).sort();
};

/** At most `most` edges between sorted values so that bins hold about equally many; the last edge is infinite. */
const cutEdges = (sorted: Float32Array, most: number): Float32Array => {
  const edges: number[] = [];
  const wanted = sorted.length / most;
  let inBin = 0;
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    inBin += 1;
    if (sorted[at] !== sorted[at + 1] && inBin >= wanted && edges.length < most - 1) {
      edges.push(Math.fround((sorted[at] + sorted[at + 1]) / 2));
      inBin = 0;
    }
  }
  return Float32Array.of(...edges, Number.POSITIVE_INFINITY);
};

/** The bin of a value: 0 when unknown, else 1 + the position of the first edge that is not below it. */
const binOf = (edges: Float32Array, value: number): number => {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low + 1;
};

/** Cuts every column into at most `most` bins of known values (at most 254). */
export const binTable = (table: Table, most: number): Binned => {
  const bins = new Uint8Array(table.rows * table.width);
  const edges: Float32Array[] = [];
  for (let column = 0; column < table.width; column += 1) {
    const own = cutEdges(sampleColumn(table, column), most);
    edges.push(own);
    const from = column * table.rows;
    for (let row = 0; row < table.rows; row += 1) {
      bins[from + row] = binOf(own, table.values[row * table.width + column]);
    }
  }
  return { rows: table.rows, width: table.width, bins, edges };
};
