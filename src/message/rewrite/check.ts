import { compareTexts, type CompareOptions, type Difference } from './compare.ts';
import { joinParts, type MessageParts, type NewWords } from './parts.ts';

export interface RewriteRules extends CompareOptions {
  /** Lines of rewritten text are at most so long. */
  readonly width: number;
}

export interface RefusedPart {
  /** `subject`, or `part 2`. */
  readonly part: string;
  readonly before: string;
  /** What the model said instead. */
  readonly after: string;
  readonly differences: readonly Difference[];
}

export interface CheckedRewrite {
  /** The message with every part that passed in its new words, and every other one as it was. */
  readonly text: string;
  /** Parts that have new words now. */
  readonly changed: number;
  readonly refused: readonly RefusedPart[];
}

/** Takes over only what says the same as before; trailers and quoted lines are never the model's. */
export function checkRewrite(parts: MessageParts, words: NewWords, rules: RewriteRules): CheckedRewrite {
  const refused: RefusedPart[] = [];
  let changed = 0;
  const judge = (part: string, before: string, said: string | undefined): string => {
    const after = plain(said ?? before);
    // Compared as it would be written: a control sign of the message itself is nothing that a model changed.
    if (after === plain(before)) return before;
    const differences =
      after === '' ? [{ kind: 'lost' as const, word: before.slice(0, 40) }] : compareTexts(before, after, rules);
    if (differences.length === 0) {
      changed += 1;
      return after;
    }
    refused.push({ part, before, after, differences });
    return before;
  };
  const title = judge('subject', parts.title, withoutPrefix(words.title, parts.prefix));
  const old = parts.parts.flatMap((part) => (part.kind === 'prose' ? [part.text] : []));
  const texts = old.map((before, at) => judge(`part ${at + 1}`, before, words.texts[at]));
  return { text: joinParts(parts, { title, texts }, rules.width), changed, refused };
}

/** One line of plain text: no control signs, no marks of a list or of formatting that was not asked for. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** Models like to repeat the prefix. */
const withoutPrefix = (title: string, prefix: string): string =>
  prefix !== '' && title.toLowerCase().startsWith(prefix.trim().toLowerCase())
    ? title.slice(prefix.trim().length).trim()
    : title;
