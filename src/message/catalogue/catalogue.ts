import { RULES, type RuleName } from '../rules/names.ts';
import type { Finding } from '../types.ts';

/** Words beside the findings. */
const WORDS = ['error', 'warning', 'advice', 'better', 'line', 'nothing', 'summary', 'skipped', 'translated'] as const;
export type Word = (typeof WORDS)[number];

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

export const sayFinding = ({ findings }: Catalogue, { rule, values }: Finding): string => fill(findings[rule], values);
export const sayWord = ({ words }: Catalogue, word: Word, values: Readonly<Record<string, string>> = {}): string =>
  fill(words[word], values);

/** What was found is put in at once: a value that looks like a place stays what it is. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
