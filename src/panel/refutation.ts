import { z } from 'zod';
import type { AnswerForm } from '../models/index.ts';
import { citation, parseCitations } from './citation.ts';
import type { ContestedClaim } from './contested.ts';
import { lowered, readList, readRecord, shortened } from './form-input.ts';
import type { RawRefutation } from './types.ts';

export interface RefutationFormOptions {
  readonly claims: readonly ContestedClaim[];
  readonly bounded: boolean;
  readonly forgiving?: boolean;
}

const VERDICTS = ['stands', 'refuted', 'unsure'] as const;
const LONGEST_WHY = 400;
const MOST = { citations: 6, boundedCitations: 2 };

/** The form in which a member answers about claims of the other side, in the style of the form of a judgement. */
export const buildRefutationForm = (options: RefutationFormOptions): AnswerForm => ({
  name: 'submit_refutations',
  description: 'For each claim of the other side whether it stands, with what that rests on.',
  schema: buildSchema(options),
});

const buildSchema = (options: RefutationFormOptions) => {
  const { claims, bounded } = options;
  const labels = claims.map(({ label }) => label) as [string, ...string[]];
  const entry = z.strictObject({
    claim: z.enum(labels),
    why: bounded ? z.string().max(LONGEST_WHY) : z.string(),
    citations: z.array(citation(options)).max(bounded ? MOST.boundedCitations : MOST.citations),
    verdict: z.enum(VERDICTS, 'say "stands", "refuted" or "unsure"'),
  });
  return z.preprocess(tidy, z.strictObject({ refutations: z.array(entry).max(labels.length) }));
};

const tidy = (input: unknown): unknown => {
  const found = readRecord(input);
  return found === undefined ? input : { refutations: readList(found['refutations'], tidyEntry) };
};

const tidyEntry = (input: unknown): unknown => {
  const found = readRecord(input);
  if (found === undefined) return input;
  return {
    claim: typeof found['claim'] === 'string' ? found['claim'].trim().toUpperCase() : found['claim'],
    why: shortened(found['why'] ?? '', LONGEST_WHY),
    citations: readList(found['citations']),
    verdict: lowered(found['verdict']),
  };
};

/** What was answered, by the true names of the claims; of two answers to one claim the last. Throws what zod throws. */
export const parseRefutations = (answer: unknown, options: RefutationFormOptions): readonly RawRefutation[] => {
  const { refutations } = buildSchema(options).parse(answer);
  const names = new Map(options.claims.map(({ label, claim }) => [label, claim.name]));
  const byName = new Map<string, RawRefutation>();
  for (const { claim, verdict, why, citations } of refutations) {
    const name = names.get(claim) as string;
    byName.set(name, { claim: name, verdict, why, citations: parseCitations(citations) });
  }
  return [...byName.values()];
};
