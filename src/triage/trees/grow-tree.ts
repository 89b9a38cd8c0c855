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

/** First and second derivatives of the loss at each row. */
export interface Slopes {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
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
const STRIDE = BIN_COUNT * 2;

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly unknownLeft: boolean;
}

/** Rows [from, to) of the order belong to `node`; its histograms lie in `sums`. */
interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly sums: Float64Array;
  readonly split: Split | undefined;
}

/** Everything that growing one tree needs; the order of rows is changed in place. */
export interface Ground {
  readonly data: Binned;
  readonly slopes: Slopes;
  /** Rows in the bag. */
  readonly order: Int32Array;
  /** Columns that this tree may ask for. */
  readonly columns: Int32Array;
  readonly options: TreeOptions;
  /** Buffers for histograms, used again from tree to tree. */
  readonly pool: Float64Array[];
  readonly scratch: Int32Array;
}

const sumHistograms = (ground: Ground, from: number, to: number, sums: Float64Array): void => {
  const { data, order, columns } = ground;
  const { gradient, hessian } = ground.slopes;
  const { bins, rows } = data;
  sums.fill(0);
  for (let position = 0; position < columns.length; position += 1) {
    const column = columns[position] * rows;
    const base = position * STRIDE;
    for (let at = from; at < to; at += 1) {
      const row = order[at];
      const slot = base + bins[column + row] * 2;
      sums[slot] += gradient[row];
      sums[slot + 1] += hessian[row];
    }
  }
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
  const base = position * STRIDE;
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
  const column = split.feature * data.rows;
  let left = leaf.from;
  let right = 0;
  for (let at = leaf.from; at < leaf.to; at += 1) {
    const row = order[at];
    const bin = data.bins[column + row];
    const goesLeft = bin === 0 ? split.unknownLeft : bin <= split.bin;
    if (goesLeft) order[left++] = row;
    else scratch[right++] = row;
  }
  for (let at = 0; at < right; at += 1) order[left + at] = scratch[at]!;
  return left;
};

const sumSlopes = (ground: Ground, from: number, to: number): { gradient: number; hessian: number } => {
  let gradient = 0;
  let hessian = 0;
  for (let at = from; at < to; at += 1) {
    const row = ground.order[at];
    gradient += ground.slopes.gradient[row];
    hessian += ground.slopes.hessian[row];
  }
  return { gradient, hessian };
};

const addNode = (tree: Tree, ground: Ground, sums: { gradient: number; hessian: number }): number => {
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.unknownLeft.push(0);
  tree.left.push(-1);
  tree.value.push((-sums.gradient / (sums.hessian + ground.options.lambda)) * ground.options.rate);
  return tree.feature.length - 1;
};

const splitLeaf = (ground: Ground, tree: Tree, leaf: Leaf, split: Split): [Leaf, Leaf] => {
  const middle = partition(ground, leaf, split);
  const leftSums = sumSlopes(ground, leaf.from, middle);
  const rightSums = sumSlopes(ground, middle, leaf.to);
  const left = addNode(tree, ground, leftSums);
  const right = addNode(tree, ground, rightSums);
  tree.feature[leaf.node] = split.feature;
  tree.bin[leaf.node] = split.bin;
  tree.unknownLeft[leaf.node] = split.unknownLeft ? 1 : 0;
  tree.left[leaf.node] = left;
  const fresh = ground.pool.pop() ?? new Float64Array(ground.data.width * STRIDE);
  const leftIsSmall = middle - leaf.from <= leaf.to - middle;
  const [from, to] = leftIsSmall ? [leaf.from, middle] : [middle, leaf.to];
  sumHistograms(ground, from, to, fresh);
  subtract(leaf.sums, fresh, ground.columns.length * STRIDE);
  const a = { node: left, from: leaf.from, to: middle, ...leftSums, sums: leftIsSmall ? fresh : leaf.sums };
  const b = { node: right, from: middle, to: leaf.to, ...rightSums, sums: leftIsSmall ? leaf.sums : fresh };
  return [
    { ...a, split: findSplit(ground, a) },
    { ...b, split: findSplit(ground, b) },
  ];
};

/** Grows one tree, always splitting the leaf that gains most, until it has enough leaves or nothing gains. */
export const growTree = (ground: Ground): Tree => {
  const tree: Tree = { feature: [], bin: [], unknownLeft: [], left: [], value: [] };
  const sums = ground.pool.pop() ?? new Float64Array(ground.data.width * STRIDE);
  const all = sumSlopes(ground, 0, ground.order.length);
  sumHistograms(ground, 0, ground.order.length, sums);
  const root = { node: addNode(tree, ground, all), from: 0, to: ground.order.length, ...all, sums };
  let leaves: Leaf[] = [{ ...root, split: findSplit(ground, root) }];
  while (leaves.length < ground.options.leaves) {
    const best = leaves.reduce((most, leaf) => ((leaf.split?.gain ?? 0) > (most.split?.gain ?? 0) ? leaf : most));
    if (best.split === undefined) break;
    leaves = [...leaves.filter((leaf) => leaf !== best), ...splitLeaf(ground, tree, best, best.split)];
  }
  for (const leaf of leaves) ground.pool.push(leaf.sums);
  return tree;
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
