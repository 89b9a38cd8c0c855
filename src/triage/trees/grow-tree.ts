import type { Binned } from './bins.ts';
import { subtract, sumHistograms, takeBuffer, type Ground, type Place, type Sums } from './histogram.ts';

/** A grown tree; children of node i are `left[i]` and `left[i] + 1`; -1 marks a leaf. */
export interface Tree {
  readonly feature: number[];
  /** Bin b > 0 goes left when b <= this. */
  readonly bin: number[];
  readonly unknownLeft: number[];
  readonly left: number[];
  readonly value: number[];
}

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

export const OUTSIDE = -1;

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
