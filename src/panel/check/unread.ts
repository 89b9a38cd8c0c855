import { branchMentions } from './branch-names.ts';
import type { Sentence } from './prose.ts';
import { idsIn } from './statement.ts';
import type { StatementKind } from './types.ts';

/** What can be looked up, by its looks, and the kinds of statements that would have done so. */
const SIGNS: readonly (readonly [string, (text: string) => boolean, readonly StatementKind[]])[] = [
  ['an id', (text) => idsIn(text).length > 0, ['commit', 'fixes', 'follow-up', 'branch', 'version']],
  [
    'a version or branch',
    (text) => branchMentions(text).length > 0 || /(?<![\w.])v\d{1,4}\.\d/.test(text),
    ['branch', 'version'],
  ],
  [
    'a number',
    (text) =>
      /\b(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:\w+ )?(?:lines?|files?|hunks?|insertions?|deletions?)\b/i.test(
        text,
      ),
    ['number', 'place', 'series'],
  ],
  [
    'a quotation',
    (text) => /`[^`]{2,400}`|["“][^"“”]{8,600}["”]/.test(text),
    ['quote', 'code', 'place', 'path', 'function', 'commit', 'fixes', 'trailer', 'follow-up'],
  ],
  [
    'a day',
    (text) =>
      /\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? (?:19|20)\d{2}\b|\b[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}\b/.test(
        text,
      ),
    ['date'],
  ],
];

/** A sentence with something in it that could be looked up and was not. */
export interface Unread {
  readonly sentence: Sentence;
  /** `an id`, `a quotation`. */
  readonly what: string;
}

/** Sentences of which no reader took what stands in them: silence about them is no sign of truth. */
export function unreadIn(
  sentences: readonly Sentence[],
  taken: ReadonlyMap<Sentence, ReadonlySet<StatementKind>>,
): readonly Unread[] {
  return sentences.flatMap((sentence) => {
    const kinds = taken.get(sentence);
    const open = SIGNS.filter(([, isThere, by]) => !by.some((kind) => kinds?.has(kind)) && isThere(sentence.text));
    return open.length === 0 ? [] : [{ sentence, what: open.map(([what]) => what).join(', ') }];
  });
}
