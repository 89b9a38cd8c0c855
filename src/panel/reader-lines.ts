import type { Vote } from './types.ts';

/** What one line of free text decides; `unclear`: it sets out to decide and does not. */
export interface Decision {
  readonly says: Vote | 'unclear';
  readonly final: boolean;
}

const LABEL =
  /^(?:(?:my|the|our|overall)\s+)?(final\s+)?(?:decision|verdict|answer|vote|judge?ment|recommendation|conclusion)(?:\s+is)?\s*(?:[:=|–—-]+|\bis\b(?!\s+(?:that|to|based)))\s*(.*)$/i;
const YES = /^(?:yes|backport(?: it)?|take(?: it)?)(?![\w'-])/i;
const NO = /^(?:no|(?:do not|don't|not) (?:backport|take)(?: it)?|reject|skip)(?![\w'-])/i;
const UNSURE = /^(?:unsure|uncertain|undecided|unclear|maybe|not sure|cannot (?:tell|say|decide))(?!\w)/i;
const TEMPLATE =
  /\byes\b\W{0,5}(?:\bor\b|\/|\|)\W{0,5}\bno\b|\bno\b\W{0,5}(?:\bor\b|\/|\|)\W{0,5}\byes\b|[<[{]\s*(?:yes|no|decision|answer)\b[^\]>}]*[\]>}]/i;
const CONDITION =
  /\b(?:if|unless|until|provided|assuming|depends|depending|wait|actually|hmm|scratch|correction|pending|once|only when|but)\b/i;
const DENIAL = /\b(?:not|n't|never|however|although|though|rather|instead)\b|n't\b/i;
/** `no regressions` speaks of regressions, `no.` and `NO` decide. */
const SAYS_YES = /\byes\b/i;
const SAYS_NO = /\bNO\b|\bno\b(?!\s+[a-z])/;

/**
 * The decisions of all lines that say nothing else. Lines in code fences and mail quotes, in quotation marks, behind a line
 * that announces an example, and those that `isGiven` knows are quotations. A line that calls itself final outweighs the rest.
 */
export const listDecisions = (text: string, isGiven: (line: string) => boolean): readonly Decision[] => {
  const lines = ownLines(text);
  const found = lines.flatMap((line, at) => {
    if (isGiven(line) || (at > 0 && ANNOUNCES.test(lines[at - 1]))) return [];
    const plain = withoutMarks(line);
    const decided = readLabelled(plain) ?? readLone(plain, at === 0 || at === lines.length - 1);
    return decided === undefined ? [] : [decided];
  });
  const final = found.filter((decision) => decision.final);
  return final.length > 0 ? final : found;
};

const ANNOUNCES =
  /(?:example|e\.g\.|format|template|form|say(?:s|ing)?|said|writ(?:e|es|ing|ten)|wrote|reads?|quot(?:e|es|ing)|instruct\w*|prompt|message|commit|patch|comment|claim(?:s|ed)?|ask(?:s|ed)?|either|text)\b[^.]*:\s*\**$/i;

/** Lines that are not quoted, without empty ones. */
const ownLines = (text: string): readonly string[] => {
  const kept: string[] = [];
  let fenced = false;
  for (const line of text.split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    else if (!fenced && line.trim() !== '' && !/^\s*(?:>|["'“‘«`][^"]*["'”’»`]\s*$)/.test(line)) kept.push(line);
  }
  return kept;
};

/** Without the marks of markdown: headings, lists, bold, table borders. */
const withoutMarks = (line: string): string =>
  line
    .replace(/^\s*(?:#+\s*|[-*+]\s+|\d+[.)]\s+)?/, '')
    .replace(/^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|\s*$/, '$1: $2')
    .replace(/[*_`]+/g, '')
    .replace(/(?:\p{Extended_Pictographic}|\uFE0F)/gu, '')
    .trim();

const readLabelled = (line: string): Decision | undefined => {
  const found = LABEL.exec(line);
  if (found === null) return undefined;
  const value = found[2].replace(/^["'“(\s]+/, '');
  if (value === '' || TEMPLATE.test(value)) return undefined;
  return { says: readValue(value), final: found[1] !== undefined };
};

const readValue = (value: string): Decision['says'] => {
  if (UNSURE.test(value)) return 'unsure';
  if (YES.test(value)) return settle('yes', value.replace(YES, ''));
  return NO.test(value) ? settle('no', value.replace(NO, '')) : 'unclear';
};

const settle = (vote: 'yes' | 'no', rest: string): Decision['says'] => {
  const other = vote === 'yes' ? SAYS_NO : SAYS_YES;
  return other.test(rest) || CONDITION.test(rest) || /\?\s*$/.test(rest) ? 'unclear' : vote;
};

/** `YES`, `**No.**`; at either end of the text also `YES - it mends a leak`. */
const readLone = (line: string, atEnd: boolean): Decision | undefined => {
  const found = /^(yes|no|unsure)\s*(?:([-–—,.;!:])\s*(.*))?$/i.exec(line);
  if (found === null) return undefined;
  const [, word, sign, rest = ''] = found;
  const vote = word.toLowerCase() as Vote;
  if (rest === '') return sign === ':' ? undefined : { says: vote, final: false };
  if (!atEnd || TEMPLATE.test(line)) return undefined;
  const says = vote === 'unsure' || DENIAL.test(rest) ? 'unclear' : settle(vote, rest);
  return { says, final: false };
};

/** What a line `Confidence: …` says, when there is one such number; .5 otherwise. */
export const readConfidence = (text: string): number => {
  const found = [...text.matchAll(/^\W*confidence\W*[:=]\W*(\d+(?:\.\d+)?)\s*(%)?/gim)];
  if (found.length !== 1) return 0.5;
  const value = Number(found[0][1]) / (found[0][2] === undefined ? 1 : 100);
  return value >= 0 && value <= 1 ? Math.round(value * 10) / 10 : 0.5;
};
