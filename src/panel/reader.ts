import { findJson } from './reader-json.ts';
import { listDecisions, readConfidence } from './reader-lines.ts';
import type { TextReading } from './talk-types.ts';
import type { RawJudgement, Vote } from './types.ts';

export interface ReaderTerms {
  /** Reads an object as a judgement; throws when it is none. */
  readonly parse: (answer: unknown) => RawJudgement;
  /** Message, patch and other foreign text that the member was given: what stands there is a quotation, not a decision. */
  readonly given: string;
}

const LONGEST_TEXT = 200_000;
const LONGEST_SUMMARY = 600;

/**
 * The decision in free text: one JSON object in the form, or lines that say nothing but the decision (`Decision: YES`, a lone
 * `NO`). Decisions that contradict each other, are quoted, negated, conditional or a template are none: `unsettled`. A yes
 * somewhere in prose is never taken for one.
 */
export const readFreeText = (rawText: string, terms: ReaderTerms): TextReading<RawJudgement> => {
  const text = rawText.slice(0, LONGEST_TEXT).replaceAll('\r\n', '\n');
  const { found, prose, broken } = findJson(text, terms);
  const given = new Set(terms.given.split('\n').map(bare));
  const lines = listDecisions(prose, (line) => given.has(bare(line)));
  const votes = new Set<Vote | 'unclear'>([...found.map(({ vote }) => vote), ...lines.map(({ says }) => says)]);
  if (votes.has('unclear')) return unsettled('its decision is conditional, negated or left open');
  if (votes.size > 1) return unsettled(`it decides more than one way: ${[...votes].sort().join(' and ')}`);
  const whole = found.at(-1);
  if (whole !== undefined) return { kind: 'found', answer: whole, whole: true };
  const [vote] = votes as Set<Vote>;
  if (vote !== undefined) return { kind: 'found', answer: judgeByText(vote, prose), whole: false };
  return broken
    ? { kind: 'broken', why: 'its JSON does not have the form' }
    : unsettled('its answer is prose without a line that is the decision, as YES or NO');
};

const unsettled = (why: string): TextReading<RawJudgement> => ({ kind: 'unsettled', why });

const bare = (line: string): string =>
  line
    .replace(/^[\s>+\-*#"'`]+/, '')
    .trim()
    .toLowerCase();

const judgeByText = (vote: Vote, text: string): RawJudgement => ({
  vote,
  confidence: readConfidence(text),
  summary: text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUMMARY),
  branches: [],
  claims: [],
  concerns: [],
  unverified: [
    'its reasons: it answered in prose, of which only what is wrong is told; nothing in it counts as a claim',
  ],
});
