import { findOrders } from './tools/orders.ts';
import type { NumberedFact } from './types.ts';

/** A text of other people with the name of its place for a reader. */
export interface ForeignText {
  readonly place: string;
  readonly text: string;
}

const MOST_WARNINGS = 20;
const MOST_OF_ONE_PLACE = 5;

/**
 * Places that read like orders to a model, or hide letters from people, one line each: for people to look at. Nothing is decided
 * by it: a member is told that such text is no order, and its tools could do no harm.
 */
export const findWarnings = (texts: readonly ForeignText[]): readonly string[] => {
  const lines = texts.flatMap(({ place, text }) =>
    [...findOrders(text), ...findHidden(text)]
      .slice(0, MOST_OF_ONE_PLACE)
      .map(({ line, what, quote }) => `${place}, line ${line}: ${what}: "${showHidden(quote)}"`),
  );
  return [...new Set(lines)].slice(0, MOST_WARNINGS);
};

/** What a commit brings along: its message and its patch. */
export const warnOfCommit = (message: string, patch: string): readonly string[] =>
  findWarnings([
    { place: 'message', text: message },
    { place: 'patch', text: patch },
  ]);

/** What facts and answers of tools bring along. */
export const warnOfFacts = (facts: readonly NumberedFact[]): readonly string[] =>
  findWarnings(facts.map(({ number, source, text }) => ({ place: `fact ${number} (${source})`, text })));

interface Place {
  readonly line: number;
  readonly what: string;
  readonly quote: string;
}

/** Characters that turn the direction of text, or stand unseen inside of Latin words; and letters that no screen shows. */
const HIDDEN: readonly (readonly [what: string, RegExp])[] = [
  ['characters that turn the direction of text', /[\u202A\u202B\u202D\u202E\u2066-\u2068]/u],
  ['unseen characters inside of words', /[A-Za-z](?:\u200D|[\u200B\u200C\u2060\uFEFF\u00AD])+[A-Za-z]/u],
  ['letters that no screen shows', /[\u{E0020}-\u{E007E}]{4}/u],
];

const AROUND = 40;

const findHidden = (text: string): readonly Place[] => {
  if (!HIDDEN.some(([, pattern]) => pattern.test(text))) return [];
  return text.split('\n').flatMap((content, at) =>
    HIDDEN.flatMap(([what, pattern]) => {
      const found = pattern.exec(content);
      if (found === null) return [];
      return [{ line: at + 1, what, quote: content.slice(Math.max(0, found.index - AROUND), found.index + AROUND) }];
    }),
  );
};

/** Unseen characters by their numbers, so that a person sees them and a terminal does not obey them. */
const showHidden = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (sign) => `<U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
  );
