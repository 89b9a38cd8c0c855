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

/** A grown tree; children of node i are `left[i]` and `left[i] + 1`; -1 marks a leaf. */
export interface Tree {
  readonly feature: number[];
  /** Bin b > 0 goes left when b <= this. */
  readonly bin: number[];
  readonly unknownLeft: number[];
  readonly left: number[];
  readonly value: number[];
}

export const BIN_COUNT = 64;

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly unknownLeft: boolean;
}

/** Rows [from, to) of the order belong to `node`; its histograms lie in `sums`. */
interface Leaf {
  readonly node: number;
  /** What `Ground.leafOf` says of its rows. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly sums: Float64Array;
  readonly split: Split | undefined;
}

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

export const OUTSIDE = -1;

const takeBuffer = (ground: Ground): Float64Array =>
  (ground.pool.pop() ?? new Float64Array(ground.data.width * BIN_COUNT * 2)).fill(0, 0, ground.starts.at(-1));

type Place = Pick<Leaf, 'number' | 'from' | 'to' | 'gradient' | 'hessian'>;

/** A row asked whether it is in the leaf costs about as much as two rows of the leaf. */
const RARE_COST = 2;

const sumHistograms = (ground: Ground, leaf: Place, sums: Float64Array): void => {
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

const subtract = (whole: Float64Array, part: Float64Array, length: number): void => {
  for (let at = 0; at < length; at += 1) whole[at] -= part[at];
};

interface Best {
  gain: number;
  feature: number;
  bin: number;
  unknownLeft: boolean;
}

/** Tries every cut of one column, unknown values once on the left and once on the right. */
const searchColumn = (ground: Ground, leaf: Omit<Leaf, 'split'>, position: number, best: Best): void => {
  const { lambda, minHessian } = ground.options;
  const { sums, gradient, hessian } = leaf;
  const column = ground.columns[position];
  const last = ground.data.edges[column].length;
  const base = ground.starts[position];
  const unknownG = sums[base];
  const unknownH = sums[base + 1];
  const turns = unknownH > 1e-9 ? 2 : 1;
  for (let turn = 0; turn < turns; turn += 1) {
    let g = turn === 0 ? 0 : unknownG;
    let h = turn === 0 ? 0 : unknownH;
    for (let bin = turns === 2 && turn === 1 ? 0 : 1; bin < last; bin += 1) {
      if (bin > 0) {
        g += sums[base + bin * 2];
        h += sums[base + bin * 2 + 1];
      }
      if (h < minHessian) continue;
      const restH = hessian - h;
      if (restH < minHessian) break;
      const restG = gradient - g;
      const gain = (g * g) / (h + lambda) + (restG * restG) / (restH + lambda);
      if (gain > best.gain) {
        best.gain = gain;
        best.feature = column;
        best.bin = bin;
        best.unknownLeft = turn === 1;
      }
    }
  }
};

const LEAST_GAIN = 1e-6;

const findSplit = (ground: Ground, leaf: Omit<Leaf, 'split'>): Split | undefined => {
  const own = (leaf.gradient * leaf.gradient) / (leaf.hessian + ground.options.lambda);
  const best: Best = { gain: own + LEAST_GAIN, feature: -1, bin: 0, unknownLeft: false };
  if (leaf.hessian >= 2 * ground.options.minHessian) {
    for (let position = 0; position < ground.columns.length; position += 1) searchColumn(ground, leaf, position, best);
  }
  return best.feature < 0 ? undefined : { ...best, gain: best.gain - own };
};

/** Stable partition of the leaf's rows; returns where the right side begins. */
const partition = (ground: Ground, leaf: Leaf, split: Split): number => {
  const { order, scratch, data } = ground;
  const { bins } = data;
  const column = split.feature * data.rows;
  let left = leaf.from;
  let right = 0;
  for (let at = leaf.from; at < leaf.to; at += 1) {
    const row = order[at];
    const bin = bins[column + row];
    const goesLeft = bin === 0 ? split.unknownLeft : bin <= split.bin;
    if (goesLeft) order[left++] = row;
    else scratch[right++] = row;
  }
  order.set(scratch.subarray(0, right), left);
  return left;
};

interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

const sumSlopes = (ground: Ground, from: number, to: number): Sums => {
  const { order, slopes } = ground;
  let gradient = 0;
  let hessian = 0;
  for (let at = from; at < to; at += 1) {
    const row = order[at];
    gradient += slopes[row * 2];
    hessian += slopes[row * 2 + 1];
  }
  return { gradient, hessian };
};

const lessSums = (whole: Sums, part: Sums): Sums => ({
  gradient: whole.gradient - part.gradient,
  hessian: whole.hessian - part.hessian,
});

const numberRows = (ground: Ground, leaf: Place): void => {
  const { order, leafOf } = ground;
  for (let at = leaf.from; at < leaf.to; at += 1) leafOf[order[at]] = leaf.number;
};

const addNode = (tree: Tree, ground: Ground, sums: Sums): number => {
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.unknownLeft.push(0);
  tree.left.push(-1);
  tree.value.push((-sums.gradient / (sums.hessian + ground.options.lambda)) * ground.options.rate);
  return tree.feature.length - 1;
};

interface Growing {
  readonly ground: Ground;
  readonly tree: Tree;
  readonly leaves: Leaf[];
}

/** Puts two leaves in the place of one; the smaller side gets the next number, so that few rows are written. */
const splitLeaf = ({ ground, tree, leaves }: Growing, leaf: Leaf, split: Split): void => {
  const middle = partition(ground, leaf, split);
  const leftIsSmall = middle - leaf.from <= leaf.to - middle;
  const [from, to] = leftIsSmall ? [leaf.from, middle] : [middle, leaf.to];
  const small = sumSlopes(ground, from, to);
  const large = lessSums(leaf, small);
  const left = addNode(tree, ground, leftIsSmall ? small : large);
  const right = addNode(tree, ground, leftIsSmall ? large : small);
  tree.feature[leaf.node] = split.feature;
  tree.bin[leaf.node] = split.bin;
  tree.unknownLeft[leaf.node] = split.unknownLeft ? 1 : 0;
  tree.left[leaf.node] = left;
  const isLast = leaves.length + 1 === ground.options.leaves;
  const fresh = { node: leftIsSmall ? left : right, number: leaves.length, from, to, ...small };
  const [restFrom, restTo] = leftIsSmall ? [middle, leaf.to] : [leaf.from, middle];
  const rest = { node: leftIsSmall ? right : left, number: leaf.number, from: restFrom, to: restTo, ...large };
  numberRows(ground, fresh);
  const sums = takeBuffer(ground);
  if (!isLast) {
    sumHistograms(ground, fresh, sums);
    subtract(leaf.sums, sums, ground.starts[ground.columns.length]);
  }
  leaves[rest.number] = withSplit(ground, { ...rest, sums: leaf.sums }, isLast);
  leaves.push(withSplit(ground, { ...fresh, sums }, isLast));
};

/** The leaves that a full tree ends with are not searched. */
const withSplit = (ground: Ground, leaf: Omit<Leaf, 'split'>, isLast: boolean): Leaf => ({
  ...leaf,
  split: isLast ? undefined : findSplit(ground, leaf),
});

const growRoot = (ground: Ground, tree: Tree): Leaf => {
  const all = sumSlopes(ground, 0, ground.order.length);
  const root = { node: addNode(tree, ground, all), number: 0, from: 0, to: ground.order.length, ...all };
  const sums = takeBuffer(ground);
  numberRows(ground, root);
  sumHistograms(ground, root, sums);
  return withSplit(ground, { ...root, sums }, ground.options.leaves < 2);
};

export interface Grown {
  readonly tree: Tree;
  /** The node of each leaf, by the number that `Ground.leafOf` has of it. */
  readonly nodes: readonly number[];
}

/** Grows one tree, always splitting the leaf that gains most, until it has enough leaves or nothing gains. */
export const growTree = (ground: Ground): Grown => {
  const tree: Tree = { feature: [], bin: [], unknownLeft: [], left: [], value: [] };
  const leaves = [growRoot(ground, tree)];
  while (leaves.length < ground.options.leaves) {
    const best = leaves.reduce((most, leaf) => ((leaf.split?.gain ?? 0) > (most.split?.gain ?? 0) ? leaf : most));
    if (best.split === undefined) break;
    splitLeaf({ ground, tree, leaves }, best, best.split);
  }
  for (const leaf of leaves) ground.pool.push(leaf.sums);
  return { tree, nodes: leaves.map(({ node }) => node) };
};

/** The leaf of a row of the binned table. */
export const leafOfRow = (tree: Tree, data: Binned, row: number): number => {
  let node = 0;
  for (let feature = tree.feature[node]; feature >= 0; feature = tree.feature[node]!) {
    const bin = data.bins[feature * data.rows + row];
    const goesLeft = bin === 0 ? tree.unknownLeft[node] === 1 : bin <= tree.bin[node];
    node = tree.left[node] + (goesLeft ? 0 : 1);
  }
  return node;
};
