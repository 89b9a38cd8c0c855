import { SENTENCES } from './sentences.ts';
import { EDITS, LINES, PLACES, WORDS } from './words.ts';

const whole = (value: number): number => Math.round(Math.expm1(value));
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const sayWord = (where: string, wordClass: string, value: number): string => {
  const named = WORDS[wordClass] ?? wordClass;
  return value > 0 ? `the ${where} speaks of ${named}` : `the ${where} does not speak of ${named}`;
};

const sayLines = (what: 'adds' | 'removes', lineClass: string, value: number): string => {
  const count = whole(value);
  return `${what} ${count === 0 ? 'no line' : plural(count, 'line')} with ${LINES[lineClass] ?? lineClass}`;
};

const sayBalance = (lineClass: string, value: number): string => {
  const count = whole(Math.abs(value));
  const named = LINES[lineClass] ?? lineClass;
  if (count === 0) return `adds as many lines with ${named} as it removes`;
  return `adds ${plural(count, 'line')} ${value > 0 ? 'more' : 'fewer'} with ${named} than it removes`;
};

const sayTag = (tag: string, value: number): string =>
  value > 0 ? `has ${plural(value, `${tag} trailer`)}` : `has no ${tag} trailer`;

type Pattern = readonly [RegExp, (name: string, value: number) => string];

const PATTERNS: readonly Pattern[] = [
  [/^subject-(.+)$/, (name, value) => sayWord('subject', name, value)],
  [/^body-(.+)$/, (name, value) => sayWord('message', name, value)],
  [
    /^verb-(.+)$/,
    (name, value) => `the subject ${value > 0 ? 'begins' : 'does not begin'} with a word for ${WORDS[name] ?? name}`,
  ],
  [/^added-(.+)$/, (name, value) => sayLines('adds', name, value)],
  [/^removed-(.+)$/, (name, value) => sayLines('removes', name, value)],
  [/^more-(.+)$/, (name, value) => sayBalance(name, value)],
  [/^share-(.+)$/, (name, value) => `${Math.round(value * 100)} % of it is in ${PLACES[name] ?? name}`],
  [/^tag-(.+)$/, (name, value) => sayTag(name, value)],
];

const sayEdit = (feature: string, value: number): string | undefined => {
  const what = EDITS[feature];
  return what === undefined ? undefined : `${plural(whole(value), 'line')} ${what}`;
};

const sayNumber = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** A part of a sentence that tells the feature and its value to a maintainer. */
export const sayFeature = (feature: string, value: number): string => {
  const sentence = SENTENCES[feature]?.(value);
  if (sentence !== undefined && !sentence.includes('NaN')) return sentence;
  if (Number.isNaN(value)) return `${feature.replaceAll('-', ' ')} is not known`;
  const edit = sayEdit(feature, value);
  if (edit !== undefined) return edit;
  for (const [pattern, say] of PATTERNS) {
    const name = pattern.exec(feature)?.[1];
    if (name !== undefined) return say(name, value);
  }
  return `${feature.replaceAll('-', ' ')}: ${sayNumber(value)}`;
};
