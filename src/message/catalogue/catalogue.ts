import { RULES, type RuleName } from '../rules/names.ts';
import type { Finding } from '../types.ts';
import { WORDS, type Phrase, type Word } from './words.ts';

/** All sentences of one language. */
export interface Catalogue {
  /** What the language calls itself. */
  readonly language: string;
  readonly words: Readonly<Record<Word, string>>;
  readonly findings: Readonly<Record<RuleName, string>>;
}

/** What is wrong with a catalogue: sentences that it lacks, that nobody says, and places that differ from the English ones. */
export function findGaps(raw: unknown, english: Catalogue | undefined): readonly string[] {
  const { language, words, findings } = (raw ?? {}) as Partial<Record<keyof Catalogue, unknown>>;
  return [
    ...(typeof language === 'string' && language !== '' ? [] : ['language is missing']),
    ...compare({ part: 'words', names: WORDS, own: words, english: english?.words }),
    ...compare({ part: 'findings', names: RULES, own: findings, english: english?.findings }),
  ];
}

interface Part {
  readonly part: string;
  readonly names: readonly string[];
  readonly own: unknown;
  readonly english: Readonly<Record<string, string>> | undefined;
}

function compare({ part, names, own, english }: Part): string[] {
  const texts = (typeof own === 'object' && own !== null ? own : {}) as Readonly<Record<string, unknown>>;
  const extra = Object.keys(texts).filter((name) => !names.includes(name));
  return [
    ...extra.map((name) => `${part}.${name} means nothing`),
    ...names.flatMap((name) => {
      const text = texts[name];
      if (typeof text !== 'string' || text.trim() === '') return [`${part}.${name} is missing`];
      const [here, there] = [placesOf(text), placesOf(english?.[name] ?? text)];
      return here === there ? [] : [`${part}.${name} holds ${here || 'no places'} instead of ${there || 'none'}`];
    }),
  ];
}

const placesOf = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].toSorted().join(' ');

export const sayFinding = (catalogue: Catalogue, { rule, values }: Finding): string =>
  fill(catalogue.findings[rule], sayValues(catalogue, values));
export const sayWord = ({ words }: Catalogue, word: Word, values: Readonly<Record<string, string>> = {}): string =>
  fill(words[word], values);

/** A part of a sentence with what stands for its own names. */
export const sayPhrase = (catalogue: Catalogue, { word, values = {} }: Phrase): string =>
  fill(catalogue.words[word], sayValues(catalogue, values));

const sayValues = (catalogue: Catalogue, values: Readonly<Record<string, string | Phrase>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : sayPhrase(catalogue, value),
    ]),
  );

/** What was found is put in at once: a value that looks like a place stays what it is. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
