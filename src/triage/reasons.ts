import { isOdd, isPlain } from './reasons/plain.ts';
import { sayFeature } from './reasons/say.ts';
import type { Peer } from './reasons/say-number.ts';
import { topicOf, weightOf } from './reasons/topics.ts';
import type { Reason, Reasons } from './types.ts';

/** Of plain reasons and of numbers. */
const MOST_REASONS = 7;

/** Effects smaller than this on the log-odds are noise to a reader. */
const LEAST_EFFECT = 0.02;

/** The feature of the reason that sums up what no other reason tells. */
export const OTHER_NUMBERS = 'other-numbers';
const SAYS_OTHER = 'all else: lesser reasons, and other numbers of the message, the patch and the time';

interface Topic {
  readonly effect: number;
  /** Column of the feature that tells it. */
  readonly told: number;
  /** What it counts when topics are put in order. */
  readonly weight: number;
}

interface Effects {
  readonly features: readonly string[];
  readonly values: Float32Array;
  readonly effects: Float64Array;
}

/**
 * Turns effects on the log-odds into words. Of what a keeper takes for a reason, features that say the same thing in different ways are
 * one; its effect is the sum, and the strongest of them that pulls the same way tells it. The order is that of the effects, with what a
 * reader can check before what is mere background when they are close; the effects themselves are as they are. All that is not told
 * so is one last reason, so that the effects add up to the score's; `numbers` tells its strongest parts to programs.
 */
export const reasonsOf = (features: readonly string[], values: Float32Array, effects: Float64Array): Reasons => {
  const given: Effects = { features, values, effects };
  const peer = peersOf(given);
  const { plain = [], dull = [] } = Object.groupBy(features.keys(), (column) =>
    isPlain(features[column], values[column], peer) && !isOdd(features[column], effects[column]) ? 'plain' : 'dull',
  );
  const told = withBothSides(topicsOf(plain, given));
  const sum = effects.reduce((all, effect) => all + effect, 0);
  const rest = sum - told.reduce((all, { effect }) => all + effect, 0);
  const hidden = topicsOf(dull, given);
  const reasons = told.map((topic) => sayTopic(topic, given));
  return {
    reasons: Math.abs(rest) < ROUNDED_AWAY ? reasons : [...reasons, sayRest(rest, hidden.length)],
    numbers: hidden.slice(0, MOST_REASONS).map((topic) => sayTopic(topic, given)),
  };
};

/** Two decimals are shown. */
const ROUNDED_AWAY = 0.005;

const sayRest = (effect: number, value: number): Reason => ({
  feature: OTHER_NUMBERS,
  value,
  effect,
  says: SAYS_OTHER,
});

const peersOf =
  ({ features, values }: Effects): Peer =>
  (feature) =>
    values[features.indexOf(feature)];

const sayTopic = ({ effect, told }: Topic, given: Effects): Reason => {
  const [feature, value] = [given.features[told], given.values[told]];
  return { feature, value, effect, says: sayFeature(feature, value, peersOf(given)) };
};

const topicsOf = (columns: readonly number[], { features, effects }: Effects): readonly Topic[] =>
  [...Map.groupBy(columns, (column) => topicOf(features[column])).values()]
    .map((of) => topicOfColumns(of, features, effects))
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => b.weight - a.weight || a.told - b.told);

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
