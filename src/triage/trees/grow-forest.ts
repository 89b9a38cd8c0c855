import { drawPositions, makeRandom } from '../random.ts';
import { binTable } from './bins.ts';
import type { Binned, Table } from './bins.ts';
import type { Forest } from './forest.ts';
import { BIN_COUNT, growTree, leafOfRow } from './grow-tree.ts';
import type { Ground, Slopes, Tree, TreeOptions } from './grow-tree.ts';

export interface ForestOptions extends TreeOptions {
  readonly rounds: number;
  /** Runs with another bag of rows and features each; their log-odds are averaged. */
  readonly seeds: number;
  readonly seed: number;
  /** Share of rows in each tree's bag. */
  readonly rowShare: number;
  /** Share of features that each tree may ask for. */
  readonly featureShare: number;
}

export interface Lesson {
  readonly table: Table;
  /** 1 or 0 for each row. */
  readonly labels: Uint8Array;
  /** How much each row counts; 1 when left out. */
  readonly weights?: Float32Array | undefined;
}

interface Course {
  readonly data: Binned;
  readonly labels: Uint8Array;
  readonly weights: Float32Array | undefined;
  readonly base: number;
  readonly options: ForestOptions;
}

/** Weighted log-odds of a yes, with one yes and one no added so that it is finite. */
const baseLogOdds = (lesson: Lesson): number => {
  let yes = 1;
  let all = 2;
  for (let row = 0; row < lesson.labels.length; row += 1) {
    const weight = lesson.weights?.[row] ?? 1;
    yes += weight * lesson.labels[row];
    all += weight;
  }
  return Math.log(yes / (all - yes));
};

/** Derivatives of the logistic loss at the current scores. */
const updateSlopes = (course: Course, scores: Float64Array, slopes: Slopes): void => {
  for (let row = 0; row < scores.length; row += 1) {
    const weight = course.weights?.[row] ?? 1;
    const probability = 1 / (1 + Math.exp(-scores[row]));
    slopes.gradient[row] = weight * (probability - course.labels[row]);
    slopes.hessian[row] = weight * Math.max(1e-6, probability * (1 - probability));
  }
};

const runSeed = (course: Course, seed: number, pool: Float64Array[]): Tree[] => {
  const { data, options } = course;
  const random = makeRandom(seed);
  const scores = new Float64Array(data.rows).fill(course.base);
  const slopes: Slopes = { gradient: new Float64Array(data.rows), hessian: new Float64Array(data.rows) };
  const scratch = new Int32Array(data.rows);
  const bag = Math.max(1, Math.round(data.rows * options.rowShare));
  const columns = Math.max(1, Math.round(data.width * options.featureShare));
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    updateSlopes(course, scores, slopes);
    const ground: Ground = {
      data,
      slopes,
      order: drawPositions(random, data.rows, bag),
      columns: drawPositions(random, data.width, columns),
      options,
      pool,
      scratch,
    };
    const tree = growTree(ground);
    trees.push(tree);
    for (let row = 0; row < data.rows; row += 1) scores[row] += tree.value[leafOfRow(tree, data, row)];
  }
  return trees;
};

/** All trees behind each other, bins turned back into thresholds. */
const joinTrees = (course: Course, trees: readonly Tree[]): Forest => {
  const size = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const forest = {
    width: course.data.width,
    base: course.base,
    seeds: course.options.seeds,
    roots: new Int32Array(trees.length),
    feature: new Int16Array(size),
    threshold: new Float32Array(size),
    unknownLeft: new Uint8Array(size),
    left: new Int32Array(size),
    value: new Float32Array(size),
  };
  let from = 0;
  for (const [index, tree] of trees.entries()) {
    forest.roots[index] = from;
    for (let node = 0; node < tree.feature.length; node += 1) {
      const feature = tree.feature[node];
      const bin = tree.bin[node];
      forest.feature[from + node] = feature;
      if (feature >= 0) {
        forest.threshold[from + node] = bin === 0 ? Number.NEGATIVE_INFINITY : course.data.edges[feature][bin - 1];
      }
      forest.unknownLeft[from + node] = tree.unknownLeft[node]!;
      forest.left[from + node] = feature >= 0 ? from + tree.left[node] : -1;
      forest.value[from + node] = tree.value[node]!;
    }
    from += tree.feature.length;
  }
  return forest;
};

/** Gradient-boosted trees with the logistic loss. The same lesson, options and seed give the same forest. */
export const growForest = (lesson: Lesson, options: ForestOptions): Forest => {
  const course: Course = {
    data: binTable(lesson.table, BIN_COUNT - 1),
    labels: lesson.labels,
    weights: lesson.weights,
    base: baseLogOdds(lesson),
    options,
  };
  const pool: Float64Array[] = [];
  const trees: Tree[] = [];
  for (let seed = 0; seed < options.seeds; seed += 1) {
    trees.push(...runSeed(course, options.seed * 1_000_003 + seed, pool));
  }
  return joinTrees(course, trees);
};
