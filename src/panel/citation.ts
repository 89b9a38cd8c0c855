import { z } from 'zod';
import { lowered, readRecord, shortened } from './form-input.ts';
import type { RawCitation } from './types.ts';

const KINDS = ['fact', 'commit', 'line', 'message', 'patch'] as const;
const LONGEST_PLACE = 300;
const LONGEST_QUOTE = 400;

interface Written {
  readonly kind: (typeof KINDS)[number];
  readonly at: string;
  readonly quote: string;
}

/** A citation in the form of an answer: one shape for all kinds, since services differ in how they take unions. */
export const citation = ({ bounded, forgiving }: { readonly bounded: boolean; readonly forgiving?: boolean }) => {
  const text = (most: number) => (bounded ? z.string().max(most) : z.string());
  const shape = z.strictObject({
    kind: z.enum(KINDS, `say one of ${KINDS.join(', ')}`),
    at: text(bounded ? 80 : LONGEST_PLACE).describe(
      'fact: its number. commit: its id. line: path:line, or path:line@revision. message, patch: empty.',
    ),
    quote: text(bounded ? 160 : LONGEST_QUOTE).describe(
      'The exact words that stand there, copied. commit: its subject. Empty for none.',
    ),
  });
  const checked = shape.superRefine((written, context) => {
    const problem = forgiving === true ? undefined : problemOf(written);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['at'], message: problem });
  });
  return z.preprocess(tidy, checked);
};

const tidy = (input: unknown): unknown => {
  const found = readRecord(input);
  if (found === undefined) return input;
  const at = typeof found['at'] === 'number' ? String(found['at']) : shortened(found['at'] ?? '', LONGEST_PLACE);
  return { kind: lowered(found['kind']), at, quote: shortened(found['quote'] ?? '', LONGEST_QUOTE) };
};

/** What is wrong with it, in words for the model. */
const problemOf = (written: Written): string | undefined => {
  if (parseCitation(written) !== undefined) return undefined;
  const { kind, at } = written;
  if (kind === 'fact') return `"${at}" is no fact number: write the number of a fact, such as 3`;
  if (kind === 'commit') return `"${at}" is no commit id: write 7 to 64 hex digits`;
  if (kind === 'line') return `"${at}" is no line of a file: write path:line, such as drivers/net/foo.c:120`;
  return `a citation of the ${kind} needs the quoted words in "quote"`;
};

/** Citations that can be read. When one cannot, none counts: what is left must not look better than the whole. */
export const parseCitations = (written: readonly Written[]): readonly RawCitation[] => {
  const parsed = written.map(parseCitation);
  return parsed.every((each) => each !== undefined) ? parsed : [];
};

const parseCitation = ({ kind, at, quote: words }: Written): RawCitation | undefined => {
  const quote = words.trim() === '' ? undefined : words;
  if (kind === 'fact') return parseFact(at, quote);
  if (kind === 'commit') return parseCommit(at, quote);
  if (kind === 'line') return parseLine(at, quote);
  return quote === undefined ? undefined : { kind: 'quote', of: kind, quote };
};

const parseFact = (at: string, quote: string | undefined): RawCitation | undefined => {
  const number = /^\s*(?:fact\s*)?\[?(\d{1,4})\]?\s*$/i.exec(at)?.[1];
  return number === undefined || Number(number) === 0 ? undefined : { kind: 'fact', number: Number(number), quote };
};

/** An id alone, or as people cite a commit: `1a2b3c4d5e6f ("net: fix it")`. */
const parseCommit = (at: string, quote: string | undefined): RawCitation | undefined => {
  const found = /^\s*(?:commit\s+)?([0-9a-f]{7,64})(?:\s*\(?["'“](.+)["'”]\)?)?\s*$/i.exec(at);
  return found === null ? undefined : { kind: 'commit', id: found[1].toLowerCase(), subject: quote ?? found[2] };
};

const parseLine = (at: string, quote: string | undefined): RawCitation | undefined => {
  const found = /^\s*(\S[^:]*):(\d{1,7})(?:-\d{1,7})?(?:@(\S+))?\s*$/.exec(at);
  const line = Number(found?.[2] ?? 0);
  if (found === null || line === 0) return undefined;
  return { kind: 'line', path: found[1], line, revision: found[3], quote };
};
