import { sayFeature } from './reasons/say.ts';
import { topicOf } from './reasons/topics.ts';
import type { Reason } from './types.ts';

const MOST_REASONS = 8;

/** Effects smaller than this on the log-odds are noise to a reader. */
const LEAST_EFFECT = 0.02;

interface Topic {
  effect: number;
  strongest: number;
}

/**
 * Turns effects on the log-odds into words. Features that say the same thing in different ways are one reason, told by
 * the strongest of them; its effect is the sum. The strongest reasons come first.
 */
export const reasonsOf = (
  features: readonly string[],
  values: Float32Array,
  effects: Float64Array,
): readonly Reason[] => {
  const topics = new Map<string, Topic>();
  for (const [column, feature] of features.entries()) {
    const key = topicOf(feature);
    const topic = topics.get(key);
    if (topic === undefined) topics.set(key, { effect: effects[column], strongest: column });
    else {
      topic.effect += effects[column];
      if (Math.abs(effects[column]) > Math.abs(effects[topic.strongest])) topic.strongest = column;
    }
  }
  return [...topics.values()]
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || a.strongest - b.strongest)
    .slice(0, MOST_REASONS)
    .map(({ effect, strongest }) => ({
      feature: features[strongest],
      value: values[strongest],
      effect,
      says: sayFeature(features[strongest], values[strongest]),
    }));
};
