import type { RawCitation } from '../types.ts';
import type { CheckContext } from './types.ts';

/** Letters and digits of a quote below which it stands somewhere in any text. */
const LEAST_QUOTED = 5;
/** Letters by which forms of one word are the same: crash, crashes. */
const STEM = 5;
const LEAST_WORD = 4;

/**
 * Whether a right citation says something about the claim that it stands under. A fact without a quote does when it shares a word with the
 * claim, a quote when it has five letters, another commit when its subject is named; that a line or the commit itself exists
 * proves nothing. Else whoever writes "fact 1" below each claim would have proven all of them.
 */
export function bears(citation: RawCitation, claim: string, { commit, facts }: CheckContext): boolean {
  switch (citation.kind) {
    case 'fact': {
      if (isQuote(citation.quote)) return true;
      const fact = facts.find(({ number }) => number === citation.number);
      return fact !== undefined && shareWord(claim, `${fact.says}\n${fact.text}`);
    }
    case 'commit':
      return citation.subject !== undefined && !commit.sha.startsWith(citation.id.trim().toLowerCase());
    case 'line':
    case 'quote':
      return isQuote(citation.quote);
    case 'branch':
    case 'version':
      return true;
  }
}

const isQuote = (quote: string | undefined): boolean => (quote?.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= LEAST_QUOTED;

/** Words that any claim about any commit has. */
const COMMON = new Set(
  'this that with from which when were have been will does only also into than then should would could commit change patch stable branch takes'
    .split(' ')
    .map((word) => word.slice(0, STEM)),
);

const stemsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])
      .filter((word) => word.length >= LEAST_WORD)
      .map((word) => word.slice(0, STEM))
      .filter((stem) => !COMMON.has(stem)),
  );

const shareWord = (a: string, b: string): boolean => !stemsOf(a).isDisjointFrom(stemsOf(b));
