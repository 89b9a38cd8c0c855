/** Words beside the findings, and parts of their sentences; each catalogue has all of them. */
export const WORDS = [
  ...(['error', 'warning', 'advice', 'better', 'oneOf', 'more', 'line', 'nothing', 'summary'] as const),
  ...(['skipped', 'skippedFiles', 'skippedBlame', 'unstaged', 'noPatch', 'ofMerge', 'translated'] as const),
  ...(['idOfOther', 'idOfNone', 'idMissing', 'idOfCopy', 'subjectOfSeveral', 'idOfSeveral', 'bothOfSeveral'] as const),
] as const;

export type Word = (typeof WORDS)[number];

/** A part of a sentence that every language has its own words for. */
export interface Phrase {
  readonly word: Word;
  readonly values?: Readonly<Record<string, string | Phrase>>;
}
