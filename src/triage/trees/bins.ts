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
  /** Per column the bin that most rows are in. */
  readonly usual: Uint8Array;
  /** Per column the rows in any other bin, rising: four of five cells of a kernel history are in the usual bin. */
  readonly rare: readonly Int32Array[];
}

/** Rows whose numbers say where a column's bins begin and end; more move the edges by less than a bin holds. */
const LARGEST_SAMPLE = 5000;

/** Known values of some rows of every column, sorted. */
const sampleColumns = ({ rows, width, values }: Table): readonly Float32Array[] => {
  const step = Math.max(1, Math.floor(rows / LARGEST_SAMPLE));
  const size = Math.ceil(rows / step);
  const sample = new Float32Array(size * width);
  for (let at = 0; at < size; at += 1) {
    const from = at * step * width;
    for (let column = 0; column < width; column += 1) sample[column * size + at] = values[from + column];
  }
  return Array.from({ length: width }, (_, column) =>
    sample
      .subarray(column * size, (column + 1) * size)
      .filter((value) => !Number.isNaN(value))
      .sort(),
  );
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

const countBins = (bins: Uint8Array): Uint32Array => {
  const counts = new Uint32Array(256);
  for (let row = 0; row < bins.length; row += 1) counts[bins[row]] = counts[bins[row]] + 1;
  return counts;
};

/** Which rows of a column are not in its usual bin. */
const listRare = (bins: Uint8Array): { readonly usual: number; readonly rare: Int32Array } => {
  const counts = countBins(bins);
  const usual = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const rare = new Int32Array(bins.length - counts[usual]);
  for (let row = 0, used = 0; row < bins.length; row += 1) if (bins[row] !== usual) rare[used++] = row;
  return { usual, rare };
};

const withRare = (binned: Omit<Binned, 'usual' | 'rare'>): Binned => {
  const listed = binned.edges.map((_, column) =>
    listRare(binned.bins.subarray(column * binned.rows, (column + 1) * binned.rows)),
  );
  return { ...binned, usual: Uint8Array.from(listed, ({ usual }) => usual), rare: listed.map(({ rare }) => rare) };
};

/** Inner loops are functions of their own: the engine makes those fast after the first few calls. */
const binRow = (values: Float32Array, edges: readonly Float32Array[], bins: Uint8Array, row: number): void => {
  const rows = bins.length / edges.length;
  for (let column = 0; column < values.length; column += 1)
    bins[column * rows + row] = binOf(edges[column], values[column]);
};

/** Cuts every column into at most `most` bins of known values (at most 254). */
export const binTable = (table: Table, most: number): Binned => {
  const { rows, width, values } = table;
  const edges = sampleColumns(table).map((sample) => cutEdges(sample, most));
  const bins = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row += 1) binRow(values.subarray(row * width, (row + 1) * width), edges, bins, row);
  return withRare({ rows, width, bins, edges });
};

/** The named columns, in the order named. */
export const pickColumns = (data: Binned, columns: readonly number[]): Binned => {
  const { rows } = data;
  const bins = new Uint8Array(rows * columns.length);
  for (const [at, column] of columns.entries())
    bins.set(data.bins.subarray(column * rows, (column + 1) * rows), at * rows);
  return {
    rows,
    width: columns.length,
    bins,
    edges: columns.map((column) => data.edges[column]),
    usual: Uint8Array.from(columns, (column) => data.usual[column]),
    rare: columns.map((column) => data.rare[column]),
  };
};

const pickFrom = (column: Uint8Array, rows: readonly number[], into: Uint8Array): void => {
  for (let at = 0; at < rows.length; at += 1) into[at] = column[rows[at]];
};

/** The named rows, in the order named; the edges stay those of all rows. */
export const pickRows = (data: Binned, rows: readonly number[]): Binned => {
  const bins = new Uint8Array(rows.length * data.width);
  for (let column = 0; column < data.width; column += 1)
    pickFrom(
      data.bins.subarray(column * data.rows, (column + 1) * data.rows),
      rows,
      bins.subarray(column * rows.length, (column + 1) * rows.length),
    );
  return withRare({ rows: rows.length, width: data.width, bins, edges: data.edges });
};
