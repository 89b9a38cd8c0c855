import type { AssistantMessage, ModelError, ModelErrorCode, ModelMessage, Said } from '../models/index.ts';
import type { Silence, Talk, TalkState, TalkStep } from './talk-types.ts';
import { estimateTokens } from './tokens.ts';
import type { SilenceKind } from './types.ts';

const SILENCES: Readonly<Record<ModelErrorCode, SilenceKind>> = {
  'model-unavailable': 'unavailable',
  'model-denied': 'denied',
  'model-refused': 'refused',
  'model-empty': 'empty',
  'model-malformed': 'malformed',
  'model-prompt-too-long': 'too long',
  'model-answer-too-long': 'too long',
};

/** Wrong tool calls that are answered with what was wrong, beside the one repair of an answer. */
const MOST_MISSES = 3;
const MOST_SHRINKS = 2;
const SHRINK = 0.6;

/**
 * What to do after a failure: go on with a message that teaches, take what free text says, ask less, or be silent. Waiting and
 * repeating was done below: a service that was unavailable is not asked again here.
 */
export const repairAfter = <T>(terms: Talk<T>, state: TalkState, failure: ModelError): TalkStep<T> => {
  const silence: Silence = { silence: SILENCES[failure.code], why: failure.message };
  if (failure.code === 'model-prompt-too-long') return shrink(state) ? undefined : silence;
  if (failure.code === 'model-malformed') return repairMalformed(terms, state, { failure, silence });
  const repairable = failure.code === 'model-empty' || failure.code === 'model-answer-too-long';
  if (!repairable || state.repairs > 0) return silence;
  state.repairs += 1;
  const text =
    failure.code === 'model-empty'
      ? `You answered nothing. ${answerNow(terms)}`
      : `Your answer was cut because it was too long. ${answerNow(terms)} Be brief: the five claims that weigh most, short quotes.`;
  state.messages.push({ role: 'user', text });
  return undefined;
};

const answerNow = <T>({ form, tools }: Talk<T>): string =>
  tools.length === 0
    ? 'Answer now, in the form that was asked for.'
    : `Call ${form.build(false).name} with your answer.`;

/** Less than what was sent, not than what might have been. */
const shrink = (state: TalkState): boolean => {
  if (state.shrinks >= MOST_SHRINKS) return false;
  state.shrinks += 1;
  const sent = state.opening?.role === 'user' ? estimateTokens(state.opening.text) : state.openingTokens;
  state.openingTokens = Math.floor(Math.min(state.openingTokens, sent) * SHRINK);
  state.opening = undefined;
  return true;
};

interface Malformed {
  readonly failure: ModelError;
  readonly silence: Silence;
}

const repairMalformed = <T>(terms: Talk<T>, state: TalkState, { failure, silence }: Malformed): TalkStep<T> => {
  const { said } = failure;
  const formName = terms.form.build(false).name;
  const isMiss = said !== undefined && said.rawCalls.length > 0 && said.rawCalls.every(({ name }) => name !== formName);
  if (isMiss && state.misses < MOST_MISSES && state.overruns === 0) {
    state.misses += 1;
    answerMisses(state, said);
    return undefined;
  }
  const reading = said === undefined || said.rawCalls.length > 0 ? undefined : terms.form.read?.(said.rawText);
  const { tools } = terms.model.abilities;
  if (reading?.kind === 'found' && (reading.whole || !tools || state.repairs > 0)) return { answer: reading.answer };
  // A program that writes prose will write prose again: only what tried the form is asked for a better one.
  const last = state.repairs > 0 || (reading?.kind === 'unsettled' && !tools);
  if (last) return reading?.kind === 'unsettled' ? { silence: 'unsettled', why: reading.why } : silence;
  state.repairs += 1;
  state.messages.push(...showAgain(said, failure.message), {
    role: 'user',
    text: `Your answer cannot be read: ${failure.message}\n${answerNow(terms)}`,
  });
  return undefined;
};

/** Every call of a reply needs an answer, also those that were right: none of them was run. */
const answerMisses = (state: TalkState, said: Said): void => {
  state.messages.push(
    asAssistant(said),
    ...said.rawCalls.map(({ id, name, problem }): ModelMessage => ({
      role: 'tool',
      callId: id,
      name,
      text:
        problem === undefined ? 'Not run, because a call beside it was wrong. Ask again.' : `Wrong call: ${problem}`,
    })),
  );
  for (const { name, rawInput, problem } of said.rawCalls)
    state.toolUses.push({ tool: name, input: rawInput.slice(0, 500), fact: undefined, refused: problem ?? 'not run' });
};

/** What it said, as far as a service takes it back: an empty message is none. */
const showAgain = (said: Said | undefined, problem: string): readonly ModelMessage[] => {
  if (said === undefined || (said.rawText.trim() === '' && said.rawCalls.length === 0)) return [];
  const answers = said.rawCalls.map(({ id, name, problem: own }): ModelMessage => ({
    role: 'tool',
    callId: id,
    name,
    text: own ?? problem,
  }));
  return [asAssistant(said), ...answers];
};

const asAssistant = ({ rawText, rawCalls }: Said): AssistantMessage => ({
  role: 'assistant',
  rawText,
  rawCalls,
  continuation: undefined,
});
