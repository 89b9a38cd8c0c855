import { z } from 'zod';
import type { AnswerForm } from '../models/index.ts';
import { citation, parseCitations } from './citation.ts';
import { inTenths, lowered, readList, readRecord, shortened } from './form-input.ts';
import type { RawBranchAdvice, RawJudgement } from './types.ts';

/** The form is asked for by this name, beside the tools. */
export const JUDGEMENT_NAME = 'submit_judgement';

export interface JudgementFormOptions {
  /** Advice is asked for these and no others; without any, none is asked for. */
  readonly branches: readonly string[];
  /** Bounds on texts stand in the schema, so that a grammar ends what a small model would not. */
  readonly bounded: boolean;
  /** A claim with a citation that cannot be read loses its citations instead of failing the answer. */
  readonly forgiving?: boolean;
}

const TENTHS = ['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1'] as const;
const VOTES = ['yes', 'no', 'unsure'] as const;
const WEIGHS = ['for', 'against', 'neutral'] as const;
const ADVICE = ['take', 'adapt', 'leave', 'unsure'] as const;

/** Bounds on a judgement: long enough for every real one, short enough to be checked and read. */
const MOST = { claims: 12, boundedClaims: 4, citations: 6, boundedCitations: 2, remarks: 8, boundedRemarks: 3 };
const LONGEST = { summary: 600, claim: 400, why: 300, remark: 300 };

/**
 * The form of a judgement, as plain as services and grammars want it: no unions, no optional fields, every list bounded. What is
 * read is more patient than what is asked for: missing lists are empty, `0.8` is `"0.8"`, texts that are too long are cut.
 */
export const buildJudgementForm = (options: JudgementFormOptions): AnswerForm => ({
  name: JUDGEMENT_NAME,
  description:
    'Your judgement. Every claim cites what it rests on: a fact by its number, a commit by its id, a line of a file, or words of the message or the patch.',
  schema: schemaFor(options),
});

/** Most commits are judged for the same branches: a schema that was made, compiled and written out serves them all. */
const made = new Map<string, ReturnType<typeof buildSchema>>();
const MOST_MADE = 32;

const schemaFor = (options: JudgementFormOptions): ReturnType<typeof buildSchema> => {
  const key = JSON.stringify([options.branches, options.bounded, options.forgiving === true]);
  const known = made.get(key);
  if (known !== undefined) return known;
  if (made.size >= MOST_MADE) made.clear();
  const schema = buildSchema(options);
  made.set(key, schema);
  return schema;
};

const buildSchema = (options: JudgementFormOptions) => {
  const { branches, bounded } = options;
  const text = (most: number) => (bounded ? z.string().max(most) : z.string());
  const remarks = z.array(text(LONGEST.remark)).max(bounded ? MOST.boundedRemarks : MOST.remarks);
  const claim = z.strictObject({
    text: text(LONGEST.claim),
    weighs: z.enum(WEIGHS),
    citations: z.array(citation(options)).max(bounded ? MOST.boundedCitations : MOST.citations),
  });
  const advice = z.strictObject({
    branch: z.enum(branches as [string, ...string[]]),
    advice: z.enum(ADVICE),
    why: text(LONGEST.why),
  });
  const form = z.strictObject({
    claims: z.array(claim).max(bounded ? MOST.boundedClaims : MOST.claims),
    concerns: remarks,
    unverified: remarks,
    ...(branches.length === 0 ? {} : { branches: z.array(advice).max(branches.length) }),
    summary: text(LONGEST.summary),
    confidence: z.enum(TENTHS, 'say one of "0", "0.1" … "1": 0 is a guess, 1 is sure'),
    vote: z.enum(VOTES, 'say "yes", "no" or "unsure"'),
  });
  return z.preprocess((input) => tidy(input, options), form);
};

const tidy = (input: unknown, { branches }: JudgementFormOptions): unknown => {
  const found = readRecord(input);
  if (found === undefined) return input;
  return {
    claims: readList(found['claims'], tidyClaim),
    concerns: readList(found['concerns'], (each) => shortened(each, LONGEST.remark)),
    unverified: readList(found['unverified'], (each) => shortened(each, LONGEST.remark)),
    ...(branches.length === 0 ? {} : { branches: readList(found['branches'], tidyAdvice) }),
    summary: shortened(found['summary'] ?? '', LONGEST.summary),
    confidence: inTenths(found['confidence']),
    vote: lowered(found['vote']),
  };
};

const tidyClaim = (input: unknown): unknown => {
  const found = readRecord(input);
  if (found === undefined) return input;
  const weighs = lowered(found['weighs'] ?? 'neutral');
  return { text: shortened(found['text'], LONGEST.claim), weighs, citations: readList(found['citations']) };
};

const tidyAdvice = (input: unknown): unknown => {
  const found = readRecord(input);
  if (found === undefined) return input;
  const { branch } = found;
  return { branch, advice: lowered(found['advice']), why: shortened(found['why'] ?? '', LONGEST.why) };
};

/** An answer that fits the form, as the panel works with it. Throws what zod throws when it does not. */
export const parseJudgement = (answer: unknown, options: JudgementFormOptions): RawJudgement => {
  const read = schemaFor(options).parse(answer);
  const { vote, summary, concerns, unverified } = read;
  // The key is not always part of the schema, so that its type is lost.
  const branches = (read['branches'] ?? []) as readonly RawBranchAdvice[];
  return {
    vote,
    confidence: Number(read.confidence),
    summary: summary.trim(),
    branches,
    claims: read.claims
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, weighs, citations }) => ({ text, weighs, citations: parseCitations(citations) })),
    concerns: concerns.filter((each) => each.trim() !== ''),
    unverified: unverified.filter((each) => each.trim() !== ''),
  };
};
