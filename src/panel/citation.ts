import { z } from 'zod';
import { lowered, readRecord, shortened } from './form-input.ts';
import type { BranchSays, RawCitation } from './types.ts';

const KINDS = ['fact', 'commit', 'line', 'message', 'patch', 'branch', 'version'] as const;
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
      'fact: its number. commit: its id. line: path:line, or path:line@revision. message, patch: empty. branch: its name. version: as v6.1.',
    ),
    quote: text(bounded ? 160 : LONGEST_QUOTE).describe(
      'The exact words that stand there, copied. commit: its subject. branch: applies, conflicts, has it, lacks it, affected or not affected. version: commit or fault, whichever came in it. Empty for none.',
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
  if (kind === 'branch') return `write in "quote" what the branch does: ${[...BRANCH_SAYS.keys()].join(', ')}`;
  if (kind === 'version') return 'write a version such as v6.1 in "at", and "commit" or "fault" in "quote"';
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
  if (kind === 'branch') return parseBranch(at, words);
  if (kind === 'version') return parseVersion(at, words);
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

const BRANCH_SAYS: ReadonlyMap<string, BranchSays> = new Map([
  ['applies', 'applies'],
  ['conflicts', 'conflicts'],
  ['has it', 'there'],
  ['lacks it', 'missing'],
  ['affected', 'affected'],
  ['not affected', 'unaffected'],
]);

const parseBranch = (at: string, words: string): RawCitation | undefined => {
  const says = BRANCH_SAYS.get(words.trim().toLowerCase().replace(/[.]$/, ''));
  return says === undefined || at.trim() === '' ? undefined : { kind: 'branch', branch: at.trim(), says };
};

const parseVersion = (at: string, words: string): RawCitation | undefined => {
  const version = /^\s*((?:RELEASE-|v)?\d{1,4}(?:\.\d{1,4}){0,2}(?:-rc\d{1,2})?)\s*$/i.exec(at)?.[1];
  const of = (['commit', 'fault'] as const).find((each) => each === words.trim().toLowerCase());
  return version === undefined || of === undefined ? undefined : { kind: 'version', version, of };
};
