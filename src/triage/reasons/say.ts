import { count, fromLog, percent, plural, type Peer } from './say-number.ts';
import { SENTENCES } from './sentences.ts';
import { EDITS, LINES, PLACES, TAGS, WHOLE_LINES, WORDS } from './words.ts';

const sayWord = (where: string, wordClass: string, value: number): string => {
  const named = WORDS[wordClass] ?? wordClass;
  return value > 0 ? `the ${where} speaks of ${named}` : `the ${where} does not speak of ${named}`;
};

/** `lines that mention locking`; a class of whole lines is what it is. */
const linesOf = (number: number, lineClass: string): string => {
  const whatLine = WHOLE_LINES[lineClass];
  if (whatLine !== undefined) return plural(number, ...whatLine);
  const named = LINES[lineClass] ?? lineClass;
  return plural(number, `line that mentions ${named}`, `lines that mention ${named}`);
};

const sayBalance = (lineClass: string, value: number): string => {
  const [gained, lost] = value > 0 ? ['adds', 'removes'] : ['removes', 'adds'];
  const number = fromLog(value);
  const named = linesOf(2, lineClass).replace('2 ', '');
  return number === 0
    ? `adds as many ${named} as it removes`
    : `${gained} ${plural(number, 'line')} more than it ${lost} of those that mention ${LINES[lineClass] ?? lineClass}`;
};

/** Trailers as people write them: `reported-by` is `Reported-by:`. */
const sayTag = (tag: string, value: number): string => {
  const written = TAGS[tag] ?? `${tag.charAt(0).toUpperCase()}${tag.slice(1)}:`;
  if (value === 0) return `has no ${written} trailer`;
  return value === 1
    ? `has ${/^[AEIO]/.test(written) ? 'an' : 'a'} ${written} trailer`
    : `has ${count(value)} ${written} trailers`;
};

const sayShare = (place: string, value: number): string => {
  const named = PLACES[place] ?? place;
  if (value === 0) return `changes nothing in ${named}`;
  return value === 1 ? `changes only ${named}` : `${percent(value)} of its changed lines are in ${named}`;
};

type Pattern = readonly [RegExp, (name: string, value: number) => string];

const PATTERNS: readonly Pattern[] = [
  [/^subject-(.+)$/, (name, value) => sayWord('subject', name, value)],
  [/^body-(.+)$/, (name, value) => sayWord('message', name, value)],
  [
    /^verb-(.+)$/,
    (name, value) => `the subject ${value > 0 ? 'begins' : 'does not begin'} with a word for ${WORDS[name] ?? name}`,
  ],
  [/^added-(.+)$/, (name, value) => `adds ${linesOf(fromLog(value), name)}`],
  [/^removed-(.+)$/, (name, value) => `removes ${linesOf(fromLog(value), name)}`],
  [/^more-(.+)$/, (name, value) => sayBalance(name, value)],
  [/^share-(.+)$/, (name, value) => sayShare(name, value)],
  [/^tag-(.+)$/, (name, value) => sayTag(name, value)],
];

const sayEdit = (feature: string, value: number): string | undefined => {
  const what = EDITS[feature];
  return what === undefined ? undefined : `${what} ${plural(fromLog(value), 'line')}`;
};

const sayNumber = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** A part of a sentence that tells the feature and its value to a maintainer; `peer` gives its other features. */
export const sayFeature = (feature: string, value: number, peer: Peer = () => undefined): string => {
  const sentence = SENTENCES[feature]?.(value, peer);
  if (sentence !== undefined && !sentence.includes('NaN')) return sentence;
  if (Number.isNaN(value)) return 'the patch could not be read';
  const edit = sayEdit(feature, value);
  if (edit !== undefined) return edit;
  for (const [pattern, say] of PATTERNS) {
    const name = pattern.exec(feature)?.[1];
    if (name !== undefined) return say(name, value);
  }
  return `${feature.replaceAll('-', ' ')}: ${sayNumber(value)}`;
};
