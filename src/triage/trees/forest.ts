import type { Table } from './bins.ts';

/**
 * Trees as parallel arrays of nodes. A node with `feature` -1 is a leaf. Every node, inner ones too, has the value that
 * the rows of training had there, so that a path can be told step by step.
 */
export interface Forest {
  readonly width: number;
  /** Log-odds before any tree. */
  readonly base: number;
  /** Trees are summed, then divided by this (the number of seeds). */
  readonly seeds: number;
  /** First node of every tree. */
  readonly roots: Int32Array;
  readonly feature: Int16Array;
  /** A known value <= threshold goes left. */
  readonly threshold: Float32Array;
  /** 1 when an unknown value goes left. */
  readonly unknownLeft: Uint8Array;
  /** Left child; the right one is the next node. */
  readonly left: Int32Array;
  readonly value: Float32Array;
}

const step = (forest: Forest, node: number, known: number): number => {
  const left = Number.isNaN(known) ? forest.unknownLeft[node] === 1 : known <= forest.threshold[node];
  return forest.left[node] + (left ? 0 : 1);
};

/** Log-odds of the row whose numbers begin at `offset`. */
export const forestLogOdds = (forest: Forest, values: Float32Array, offset: number): number => {
  let sum = 0;
  for (const root of forest.roots) {
    let node = root;
    for (let feature = forest.feature[node]; feature >= 0; feature = forest.feature[node]!) {
      node = step(forest, node, values[offset + feature]);
    }
    sum += forest.value[node];
  }
  return forest.base + sum / forest.seeds;
};

export const tableLogOdds = (forest: Forest, table: Table): Float64Array =>
  Float64Array.from({ length: table.rows }, (_, row) => forestLogOdds(forest, table.values, row * table.width));

/**
 * What each feature added to the log-odds along the paths of the trees (Saabas): the change of a node's value from
 * parent to child belongs to the feature that the parent asks for. `expected` plus all effects is the log-odds.
 */
export const forestEffects = (
  forest: Forest,
  values: Float32Array,
  offset: number,
): { readonly expected: number; readonly effects: Float64Array } => {
  const effects = new Float64Array(forest.width);
  let roots = 0;
  for (const root of forest.roots) {
    let node = root;
    roots += forest.value[node];
    for (let feature = forest.feature[node]; feature >= 0; feature = forest.feature[node]!) {
      const next = step(forest, node, values[offset + feature]);
      effects[feature] += (forest.value[next] - forest.value[node]) / forest.seeds;
      node = next;
    }
  }
  return { expected: forest.base + roots / forest.seeds, effects };
};

/** Per feature the sum of absolute value changes over the nodes that ask for it: 0 where no tree asks. */
export const featureUse = (forest: Forest): Float64Array => {
  const use = new Float64Array(forest.width);
  for (let node = 0; node < forest.feature.length; node += 1) {
    const feature = forest.feature[node];
    if (feature >= 0) use[feature] += 1;
  }
  return use;
};
