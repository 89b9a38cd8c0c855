import { drawPositions, makeRandom } from '../random.ts';
import { binTable } from './bins.ts';
import type { Binned, Table } from './bins.ts';
import type { Forest } from './forest.ts';
import { growTree, leafOfRow, OUTSIDE } from './grow-tree.ts';
import type { Grown, Tree } from './grow-tree.ts';
import { BIN_COUNT, histogramStarts } from './histogram.ts';
import type { Ground, TreeOptions } from './histogram.ts';

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

/** What the rows of a table teach. */
interface Teaching {
  /** 1 or 0 for each row. */
  readonly labels: Uint8Array;
  /** How much each row counts; 1 when left out. */
  readonly weights?: Float32Array | undefined;
}

export interface Lesson extends Teaching {
  readonly table: Table;
}

/** A lesson whose numbers are binned already, so that several forests can learn from the same bins. */
export interface BinnedLesson extends Teaching {
  readonly data: Binned;
}

interface Course extends BinnedLesson {
  readonly base: number;
  readonly options: ForestOptions;
}

/** Weighted log-odds of a yes, with one yes and one no added so that it is finite. */
const baseLogOdds = (lesson: Teaching): number => {
  let yes = 1;
  let all = 2;
  for (let row = 0; row < lesson.labels.length; row += 1) {
    const weight = lesson.weights?.[row] ?? 1;
    yes += weight * lesson.labels[row];
    all += weight;
  }
  return Math.log(yes / (all - yes));
};

/** Derivatives of the logistic loss at the current scores of the bag. */
const measureSlopes = (course: Course, scores: Float64Array, ground: Ground): void => {
  const { labels, weights } = course;
  const { order, slopes } = ground;
  slopes.fill(0);
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at];
    const weight = weights === undefined ? 1 : weights[row];
    const probability = 1 / (1 + Math.exp(-scores[row]));
    slopes[row * 2] = weight * (probability - labels[row]);
    slopes[row * 2 + 1] = weight * Math.max(1e-6, probability * (1 - probability));
  }
};

/** Adds the tree's answers: growing knows the leaf of each row in the bag, the others are sent through the tree. */
const addAnswers = ({ data, leafOf }: Ground, { tree, nodes }: Grown, scores: Float64Array): void => {
  for (let row = 0; row < scores.length; row += 1) {
    const leaf = leafOf[row];
    scores[row] += tree.value[leaf === OUTSIDE ? leafOfRow(tree, data, row) : nodes[leaf]];
  }
};

const runSeed = (course: Course, seed: number, pool: Float64Array[]): Tree[] => {
  const { data, options } = course;
  const random = makeRandom(seed);
  const scores = new Float64Array(data.rows).fill(course.base);
  const slopes = new Float64Array(data.rows * 2);
  const scratch = new Int32Array(data.rows);
  const leafOf = new Int16Array(data.rows);
  const bag = Math.max(1, Math.round(data.rows * options.rowShare));
  const count = Math.max(1, Math.round(data.width * options.featureShare));
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const order = drawPositions(random, data.rows, bag);
    const columns = drawPositions(random, data.width, count);
    const starts = histogramStarts(data, columns);
    const ground: Ground = { data, slopes, order, leafOf, columns, starts, options, pool, scratch };
    measureSlopes(course, scores, ground);
    leafOf.fill(OUTSIDE);
    const grown = growTree(ground);
    trees.push(grown.tree);
    addAnswers(ground, grown, scores);
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
export const growForest = (lesson: Lesson, options: ForestOptions): Forest =>
  growBinned({ ...lesson, data: binTable(lesson.table, BIN_COUNT - 1) }, options);

/** As {@link growForest}, from bins; there may be at most BIN_COUNT - 1 of known values a column. */
export const growBinned = (lesson: BinnedLesson, options: ForestOptions): Forest => {
  const { data, labels, weights } = lesson;
  const course: Course = { data, labels, weights, base: baseLogOdds(lesson), options };
  const pool: Float64Array[] = [];
  const trees: Tree[] = [];
  for (let seed = 0; seed < options.seeds; seed += 1) {
    trees.push(...runSeed(course, options.seed * 1_000_003 + seed, pool));
  }
  return joinTrees(course, trees);
};
