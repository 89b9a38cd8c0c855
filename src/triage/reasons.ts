import { sayFeature } from './reasons/say.ts';
import { topicOf, weightOf } from './reasons/topics.ts';
import type { Reason } from './types.ts';

const MOST_REASONS = 8;

/** Effects smaller than this on the log-odds are noise to a reader. */
const LEAST_EFFECT = 0.02;

interface Topic {
  readonly effect: number;
  /** Column of the feature that tells it. */
  readonly told: number;
  /** What it counts when topics are put in order. */
  readonly weight: number;
}

/**
 * Turns effects on the log-odds into words. Features that say the same thing in different ways are one reason; its effect
 * is the sum, and the strongest of them that pulls the same way tells it. The order is that of the effects, with what a
 * reader can check before what is mere background when they are close; the effects themselves are as they are.
 */
export const reasonsOf = (
  features: readonly string[],
  values: Float32Array,
  effects: Float64Array,
): readonly Reason[] => {
  const peer = (feature: string): number | undefined => values[features.indexOf(feature)];
  const columns = Map.groupBy(features.keys(), (column) => topicOf(features[column]));
  const topics = [...columns.values()]
    .map((of) => topicOfColumns(of, features, effects))
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => b.weight - a.weight || a.told - b.told);
  return withBothSides(topics).map(({ effect, told }) => ({
    feature: features[told],
    value: values[told],
    effect,
    says: sayFeature(features[told], values[told], peer),
  }));
};

const topicOfColumns = (columns: readonly number[], features: readonly string[], effects: Float64Array): Topic => {
  const effect = columns.reduce((sum, column) => sum + effects[column], 0);
  const pull = (column: number): number => Math.sign(effect) * effects[column] * weightOf(features[column]);
  const told = columns.reduce((best, column) => (pull(column) > pull(best) ? column : best));
  return { effect, told, weight: Math.abs(effect) * weightOf(features[told]) };
};

/** The first topics; when all of them pull one way, the last gives its place to the first that pulls the other. */
const withBothSides = (topics: readonly Topic[]): readonly Topic[] => {
  const first = topics.slice(0, MOST_REASONS);
  const missing = [1, -1].find((side) => first.every(({ effect }) => Math.sign(effect) !== side));
  const other = topics.find(({ effect }) => Math.sign(effect) === missing);
  return other === undefined ? first : [...first.slice(0, MOST_REASONS - 1), other];
};
