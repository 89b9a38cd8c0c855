/** One text as numbers: columns that are not 0, each once. */
export interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** A row that teaches. */
export interface SparseExample {
  readonly row: SparseRow;
  readonly yes: boolean;
  /** How much it counts. */
  readonly weight: number;
}

/** Sum of weights of the columns that a row has, and a constant. */
export interface LinearModel {
  readonly weights: Float64Array;
  readonly constant: number;
}

const ROUNDS = 30;
/** The constant is a column like the others, of this value. */
const ONE = 1;

/**
 * A linear separation with squared hinge loss, by coordinate descent on its dual (Hsieh and others, 2008): no step to choose, and the
 * same examples in the same order give the same model.
 */
export function learnLinear(
  examples: readonly SparseExample[],
  { width, strength, random }: { readonly width: number; readonly strength: number; readonly random: () => number },
): LinearModel {
  const weights = new Float64Array(width + 1);
  const duals = new Float64Array(examples.length);
  const squares = examples.map(({ row }) => row.values.reduce((sum, value) => sum + value * value, ONE));
  const order = examples.map((_, at) => at);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const at of order) {
      const { row, yes, weight } = examples[at];
      if (weight <= 0) continue;
      const sign = yes ? 1 : -1;
      const softness = 1 / (2 * strength * weight);
      const slope = sign * sumOf(weights, row, width) - 1 + softness * duals[at];
      const next = Math.max(0, duals[at] - slope / (squares[at] + softness));
      const change = (next - duals[at]) * sign;
      duals[at] = next;
      if (change !== 0) addRow(weights, row, { change, width });
    }
  }
  return { weights: weights.subarray(0, width), constant: weights[width] * ONE };
}

const sumOf = (weights: Float64Array, { columns, values }: SparseRow, width: number): number => {
  let sum = weights[width] * ONE;
  for (let at = 0; at < columns.length; at += 1) sum += weights[columns[at]] * values[at];
  return sum;
};

const addRow = (
  weights: Float64Array,
  { columns, values }: SparseRow,
  { change, width }: { readonly change: number; readonly width: number },
): void => {
  for (let at = 0; at < columns.length; at += 1) weights[columns[at]] += change * values[at];
  weights[width] += change * ONE;
};

const shuffle = (order: number[], random: () => number): void => {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
};

export const marginOf = ({ weights, constant }: LinearModel, { columns, values }: SparseRow): number => {
  let sum = constant;
  for (let at = 0; at < columns.length; at += 1) sum += (weights[columns[at]] ?? 0) * values[at];
  return sum;
};
