import type { Desk } from './desk.ts';
import type { Prose, Sentence } from './prose.ts';
import type { Outcome, StatementKind } from './types.ts';

/** Something in a text that can be looked up. */
export interface Statement {
  readonly kind: StatementKind;
  /** What is checked, in words: `commit 1a2b3c4d5e6f`. */
  readonly what: string;
  /** Digits of the id that it names, for the kind `commit`. */
  readonly id?: string;
  /** Undefined: on a closer look nothing is stated. */
  readonly check: (desk: Desk) => Promise<Outcome | undefined>;
  /** Where it stands; undefined for a listing. */
  readonly sentence?: Sentence;
}

/** Reads the statements of one kind out of a text. */
export type StatementReader = (prose: Prose) => readonly Statement[];

/** Runs a reader over every sentence. */
export const inSentences =
  (read: (sentence: Sentence) => readonly Statement[]): StatementReader =>
  ({ sentences }) =>
    sentences.flatMap((sentence) => read(sentence).map((statement) => ({ ...statement, sentence })));

/** Hex digits that may be a commit id, not inside of paths, links, numbers or names. */
export const ID = /(?<![\w/.@%=&?#+-])([0-9a-f]{7,64})(?![\w@]|-\w|\.\w|\/)/g;

export const idsIn = (text: string): readonly string[] =>
  [...text.matchAll(ID)].map((found) => found[1]).filter((id) => /\d/.test(id) && /[a-f]/.test(id) && !isOdd(id));

/** Longer than a sha-1 id and no sha-256 id. */
export const isOdd = (id: string): boolean => id.length > 40 && id.length !== 64;

const ELSEWHERE =
  /\b(?:that|the (?:original|offending|culprit|buggy|guilty|introducing|earlier|previous|first|other|referenced|named|fixed|reverted)|an? (?:earlier|previous|later|other|similar|related|follow-?up|prerequisite)|original|similar|related|other|another|earlier|previous|later|both|these|those|such|prerequisite|follow-?up|which) (?:\w+ )?(?:commits?|patch(?:es)?|fix(?:es)?|changes?)\b/i;
const BACK = /^(?:it|that|which|they|those|these|both|the latter|the former|its)\b/i;
const OWN =
  /\b(?:this|the current) (?:\w+ ){0,2}(?:commit|patch|fix|change|one|revert|bugfix)\b|\b(?:the (?:proposed|present|upstream|mainline) (?:commit|patch|fix|change))\b/i;

/** Which commit a sentence speaks of: the one that is judged, another one by its id, or it cannot be told. */
export type About =
  | { readonly kind: 'own' }
  | { readonly kind: 'other'; readonly id: string }
  | { readonly kind: 'unclear' };

export function aboutOf({ text, block, before }: Sentence, { commit }: Desk): About {
  const others = [...new Set(idsIn(text))].filter((id) => !commit.sha.startsWith(id));
  if (others.length === 1) return OWN.test(text) ? { kind: 'unclear' } : { kind: 'other', id: others[0] };
  if (others.length > 1) return { kind: 'unclear' };
  if (OWN.test(text)) return { kind: 'own' };
  if (ELSEWHERE.test(text)) return { kind: 'unclear' };
  const last = before?.block === block ? before : undefined;
  if (last !== undefined && BACK.test(text) && aboutOf(last, { commit } as Desk).kind !== 'own')
    return { kind: 'unclear' };
  return { kind: 'own' };
}

/** What is said to be so only under a condition, or is asked, is not stated. */
export const isConditional = (text: string): boolean =>
  /\b(?:if|unless|whether|assuming|provided that|suppose|would|had it)\b|\?\s*$/i.test(text);

export const isHedged = (text: string): boolean =>
  /\b(?:may|might|could(?! not)|possibly|perhaps|probably|presumably|likely|seems?|appears? to|unclear|not sure|unverified)\b/i.test(
    text,
  );
