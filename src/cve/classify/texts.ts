import type { CveText } from './known.ts';
import { listSigns } from './signs.ts';
import { learnLinear, marginOf, type LinearModel, type SparseExample, type SparseRow } from './sparse.ts';
import { buildVocabulary, listWords, weighWords, type Vocabulary } from './words.ts';

/** A text, read once. */
export interface ReadText {
  readonly signs: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

export const readOnce = (text: CveText): ReadText => ({ signs: listSigns(text), words: listWords(text) });

/** What is learned from texts alone. */
export interface TextModels {
  readonly signs: { readonly columns: ReadonlyMap<string, number>; readonly model: LinearModel };
  readonly words: { readonly vocabulary: Vocabulary; readonly model: LinearModel };
}

export interface TextLesson {
  readonly texts: readonly ReadText[];
  /** 1 for those that mend a vulnerability. */
  readonly labels: ArrayLike<number>;
  /** Texts of CVEs whose commits are not here: they teach signs, not words, which differ from place to place. */
  readonly outside: readonly ReadText[];
  readonly random: () => number;
}

/** A commit of this repository counts as many records of others. */
const OWN_WEIGHT = 5;
const SIGNS_STRENGTH = 0.1;
const WORDS_STRENGTH = 0.3;

export function learnTexts(lesson: TextLesson): TextModels {
  return { signs: learnSigns(lesson), words: learnWords(lesson) };
}

function learnSigns({ texts, labels, outside, random }: TextLesson): TextModels['signs'] {
  const all = [...texts, ...outside];
  const columns = new Map([...new Set(all.flatMap(({ signs }) => [...signs]))].map((sign, at) => [sign, at] as const));
  const yes = texts.filter((_, at) => labels[at] === 1).length * OWN_WEIGHT + outside.length;
  const noWeight = yes / Math.max(1, texts.length);
  const examples = [
    ...texts.map((text, at): SparseExample => {
      const is = labels[at] === 1;
      return { row: rowOf(text.signs, columns), yes: is, weight: is ? OWN_WEIGHT : noWeight };
    }),
    ...outside.map((text): SparseExample => ({ row: rowOf(text.signs, columns), yes: true, weight: 1 })),
  ];
  return { columns, model: learnLinear(examples, { width: columns.size, strength: SIGNS_STRENGTH, random }) };
}

const rowOf = (signs: ReadonlySet<string>, columns: ReadonlyMap<string, number>): SparseRow => {
  const found = [...signs].flatMap((sign) => columns.get(sign) ?? []);
  return { columns: found, values: found.map(() => 1) };
};

function learnWords({ texts, labels, random }: TextLesson): TextModels['words'] {
  const vocabulary = buildVocabulary(texts.map(({ words }) => words));
  const yes = texts.filter((_, at) => labels[at] === 1).length;
  const half = texts.length / 2;
  const examples = texts.map(({ words }, at): SparseExample => {
    const is = labels[at] === 1;
    return {
      row: weighWords(words, vocabulary),
      yes: is,
      weight: is ? half / yes : half / Math.max(1, texts.length - yes),
    };
  });
  return {
    vocabulary,
    model: learnLinear(examples, { width: vocabulary.columns.size, strength: WORDS_STRENGTH, random }),
  };
}

export const scoreSigns = ({ signs }: TextModels, text: ReadText): number =>
  marginOf(signs.model, rowOf(text.signs, signs.columns));

export const scoreWords = ({ words }: TextModels, text: ReadText): number =>
  marginOf(words.model, weighWords(text.words, words.vocabulary));

export interface SignEffect {
  readonly sign: string;
  readonly effect: number;
}

/** What each sign of a text adds, the strongest first. */
export const listSignEffects = ({ signs }: TextModels, text: ReadText): readonly SignEffect[] =>
  [...text.signs]
    .flatMap((sign): SignEffect[] => {
      const column = signs.columns.get(sign);
      return column === undefined ? [] : [{ sign, effect: signs.model.weights[column] }];
    })
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
