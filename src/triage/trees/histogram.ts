import type { Binned } from './bins.ts';

export interface TreeOptions {
  readonly leaves: number;
  /** L2 on leaf values. */
  readonly lambda: number;
  /** Least sum of hessians in a leaf. */
  readonly minHessian: number;
  /** Factor on every node value. */
  readonly rate: number;
}

export const BIN_COUNT = 64;

/** Everything that growing one tree needs; `order` and `leafOf` are changed in place. */
export interface Ground {
  readonly data: Binned;
  /** First and second derivative of the loss at each row, one behind the other; 0 for rows out of the bag. */
  readonly slopes: Float64Array;
  /** Rows in the bag. */
  readonly order: Int32Array;
  /** For each row the leaf that growing put it into; OUTSIDE for rows out of the bag. */
  readonly leafOf: Int16Array;
  /** Columns that this tree may ask for. */
  readonly columns: Int32Array;
  /** Where the histogram of each of `columns` begins, and behind the last one where all end. */
  readonly starts: Int32Array;
  readonly options: TreeOptions;
  /** Buffers for histograms, used again from tree to tree. */
  readonly pool: Float64Array[];
  readonly scratch: Int32Array;
}

/** A histogram holds the sums of both slopes for each bin of a column, bin 0 too. */
export const histogramStarts = (data: Binned, columns: Int32Array): Int32Array => {
  const starts = new Int32Array(columns.length + 1);
  for (let at = 0; at < columns.length; at += 1) starts[at + 1] = starts[at] + (data.edges[columns[at]].length + 1) * 2;
  return starts;
};

/** Sums of both slopes over some rows. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** Rows [from, to) of the order, which `Ground.leafOf` knows by `number`, with their sums. */
export interface Place extends Sums {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

export const takeBuffer = (ground: Ground): Float64Array =>
  (ground.pool.pop() ?? new Float64Array(ground.data.width * BIN_COUNT * 2)).fill(0, 0, ground.starts.at(-1));

/** A row asked whether it is in the leaf costs about as much as two rows of the leaf. */
const RARE_COST = 2;

export const sumHistograms = (ground: Ground, leaf: Place, sums: Float64Array): void => {
  const size = leaf.to - leaf.from;
  const isRoot = size === ground.order.length;
  for (let position = 0; position < ground.columns.length; position += 1) {
    const rare = ground.data.rare[ground.columns[position]].length;
    if (isRoot && rare < size) sumAllRare(ground, position, sums);
    else if (rare * RARE_COST < size) sumRareOf(ground, leaf.number, position, sums);
    else {
      sumRows(ground, leaf, position, sums);
      continue;
    }
    addUsual(ground, leaf, position, sums);
  }
};

/** Every row of the leaf. */
const sumRows = (ground: Ground, leaf: Place, position: number, sums: Float64Array): void => {
  const { data, order, slopes } = ground;
  const { bins } = data;
  const column = ground.columns[position] * data.rows;
  const base = ground.starts[position];
  for (let at = leaf.from; at < leaf.to; at += 1) {
    const row = order[at];
    const slot = base + bins[column + row] * 2;
    sums[slot] += slopes[row * 2];
    sums[slot + 1] += slopes[row * 2 + 1];
  }
};

/** Rows of all data that are not in the usual bin: those out of the bag add nothing. */
const sumAllRare = (ground: Ground, position: number, sums: Float64Array): void => {
  const { data, slopes } = ground;
  const { bins } = data;
  const rare = data.rare[ground.columns[position]];
  const column = ground.columns[position] * data.rows;
  const base = ground.starts[position];
  for (let at = 0; at < rare.length; at += 1) {
    const row = rare[at];
    const slot = base + bins[column + row] * 2;
    sums[slot] += slopes[row * 2];
    sums[slot + 1] += slopes[row * 2 + 1];
  }
};

/** As {@link sumAllRare}, of one leaf. */
const sumRareOf = (ground: Ground, leaf: number, position: number, sums: Float64Array): void => {
  const { data, slopes, leafOf } = ground;
  const { bins } = data;
  const rare = data.rare[ground.columns[position]];
  const column = ground.columns[position] * data.rows;
  const base = ground.starts[position];
  for (let at = 0; at < rare.length; at += 1) {
    const row = rare[at];
    if (leafOf[row] !== leaf) continue;
    const slot = base + bins[column + row] * 2;
    sums[slot] += slopes[row * 2];
    sums[slot + 1] += slopes[row * 2 + 1];
  }
};

/** The usual bin holds what the others leave. */
const addUsual = (ground: Ground, leaf: Place, position: number, sums: Float64Array): void => {
  let { gradient, hessian } = leaf;
  for (let slot = ground.starts[position]; slot < ground.starts[position + 1]; slot += 2) {
    gradient -= sums[slot];
    hessian -= sums[slot + 1];
  }
  const usual = ground.starts[position] + ground.data.usual[ground.columns[position]] * 2;
  sums[usual] = gradient;
  sums[usual + 1] = hessian;
};

export const subtract = (whole: Float64Array, part: Float64Array, length: number): void => {
  for (let at = 0; at < length; at += 1) whole[at] -= part[at];
};
