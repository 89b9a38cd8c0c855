import { ModelError } from '../models/index.ts';
import type { LanguageModel, ModelMessage, ModelReply } from '../models/index.ts';
import { estimateFormRoom } from './form-room.ts';
import { repairAfter } from './repair.ts';
import { addSums, NOTHING_SPENT, sumOf } from './spent.ts';
import type { Silence, Talk, TalkEnd, TalkState, TalkStep } from './talk-types.ts';
import { estimateTokens } from './tokens.ts';
import { BrokenTool, runCalls } from './tool-calls.ts';
import { plural } from '../plural.ts';

/** Tokens that a conversation needs beside its parts: roles, marks of the protocol. */
const OVERHEAD = 200;
const LEAST_OPENING = 300;
const ROOM_FOR_TOOLS = 0.4;

/**
 * Talks until the model answers in the form or falls silent; every failure of the model is a silence with its reason. Throws
 * StoppedError on the signal, and UsageError when the person must act.
 */
export const talk = async <T>(terms: Talk<T>): Promise<TalkEnd<T>> => {
  const openingTokens = planOpening(terms);
  const state = startState(openingTokens);
  if (openingTokens < LEAST_OPENING)
    return end(state, { silence: 'too long', why: sayRoom(terms.model, openingTokens) });
  for (;;) {
    const step = await takeStep(terms, state);
    if (step === undefined) continue;
    return 'answer' in step ? { ...sumUp(state), kind: 'answered', answer: step.answer } : end(state, step);
  }
};

const startState = (openingTokens: number): TalkState => ({
  messages: [],
  facts: [],
  toolUses: [],
  spent: NOTHING_SPENT,
  calls: 0,
  toolTokens: 0,
  asked: new Map(),
  openingTokens,
  opening: undefined,
  ...{ repairs: 0, misses: 0, shrinks: 0, overruns: 0 },
});

const sumUp = ({ facts, toolUses, spent }: TalkState) => ({ facts, toolUses, spent });
const end = <T>(state: TalkState, silence: Silence): TalkEnd<T> => ({ ...sumUp(state), kind: 'silent', ...silence });

/** Room for the first message: what the model holds less its answer, its instructions and what tools will say. */
const planOpening = <T>({ model, system, tools, form, limits }: Talk<T>): number => {
  const { contextTokens, maxOutputTokens } = model.abilities;
  if (contextTokens === undefined) return limits.openingTokens;
  const fixed = countSystem(system) + estimateFormRoom(form.build(false), tools) + OVERHEAD;
  const room = contextTokens - maxOutputTokens - fixed;
  const forTools = tools.length === 0 ? 0 : Math.min(limits.toolTokens, room * ROOM_FOR_TOOLS);
  return Math.floor(Math.min(limits.openingTokens, room - forTools));
};

const sayRoom = ({ name, abilities }: LanguageModel, left: number): string =>
  `model ${name} holds ${abilities.contextTokens ?? 0} tokens; behind its instructions and ${abilities.maxOutputTokens} for its answer (max_output_tokens) ${left < 0 ? 'none' : left} are left for the commit, and at least ${LEAST_OPENING} must be`;

const takeStep = async <T>(terms: Talk<T>, state: TalkState): Promise<TalkStep<T>> => {
  const { model, limits, tools, form } = terms;
  if (state.spent.questions >= limits.questions) return loop(state);
  state.opening ??= { role: 'user', text: terms.open(state.openingTokens) };
  const messages: ModelMessage[] = [state.opening, ...state.messages];
  const inputTokens = countTokens(terms, messages);
  if (terms.mayAsk?.({ inputTokens, outputTokens: model.abilities.maxOutputTokens }) === false)
    return { silence: 'budget', why: `the budget ended before question ${state.spent.questions + 1}` };
  const mustAnswer = isDue(terms, state, inputTokens);
  // What it says now is another saying.
  if (state.spent.questions > 0) terms.onText?.('\n');
  const request = {
    system: terms.system,
    messages,
    answer: form.build(state.repairs > 0),
    ...(tools.length === 0 ? {} : { tools, mustAnswer }),
    signal: terms.signal,
    onText: terms.onText,
  };
  const outcome = await model.ask(request).catch((error: unknown) => {
    if (error instanceof ModelError) return error;
    throw error;
  });
  state.spent = addSums(state.spent, sumOf(outcome.spent));
  if (outcome instanceof ModelError) return repairAfter(terms, state, outcome);
  return takeReply(terms, state, { reply: outcome, mustAnswer });
};

const loop = ({ calls, spent }: TalkState): Silence => ({
  silence: 'loop',
  why: `after ${plural(spent.questions, 'question')} and ${plural(calls, 'tool call')} there was no answer`,
});

const countTokens = <T>({ system, form, tools }: Talk<T>, messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + tokensOf(message), 0) +
  countSystem(system) +
  estimateFormRoom(form.build(false), tools) +
  OVERHEAD;

/** Instructions are the same for every commit of a run. */
const systems = new Map<string, number>();
const MOST_SYSTEMS = 32;

const countSystem = (system: string): number => {
  const known = systems.get(system);
  if (known !== undefined) return known;
  if (systems.size >= MOST_SYSTEMS) systems.clear();
  const tokens = estimateTokens(system);
  systems.set(system, tokens);
  return tokens;
};

const counted = new WeakMap<ModelMessage, number>();

/** Each message is counted once, however many questions it is part of. */
const tokensOf = (message: ModelMessage): number => {
  const before = counted.get(message);
  if (before !== undefined) return before;
  const tokens = estimateTokens(textOf(message));
  counted.set(message, tokens);
  return tokens;
};

const textOf = (message: ModelMessage): string =>
  message.role === 'assistant'
    ? message.rawText + message.rawCalls.map(({ rawInput }) => rawInput).join('\n')
    : message.text;

/** Late enough that the answer is due: a bound is reached, or another tool answer would not fit. */
const isDue = <T>({ limits, model }: Talk<T>, state: TalkState, inputTokens: number): boolean => {
  const { contextTokens = Number.POSITIVE_INFINITY, maxOutputTokens } = model.abilities;
  return (
    state.calls >= limits.calls ||
    state.toolTokens >= limits.toolTokens ||
    state.spent.questions >= limits.questions - 2 ||
    state.overruns > 0 ||
    inputTokens + maxOutputTokens + Math.min(limits.oneToolTokens, 1000) > contextTokens
  );
};

interface Reply {
  readonly reply: ModelReply;
  readonly mustAnswer: boolean;
}

const takeReply = async <T>(terms: Talk<T>, state: TalkState, { reply, mustAnswer }: Reply): Promise<TalkStep<T>> => {
  if (reply.kind === 'answer') return readAnswer(terms, state, reply);
  if (reply.kind === 'text') {
    const said = { rawText: reply.text, rawCalls: [] };
    return repairAfter(terms, state, new ModelError('model-malformed', 'the answer has no form', { said }));
  }
  if (mustAnswer) {
    if (state.overruns > 0) return loop(state);
    state.overruns += 1;
  }
  return makeCalls(terms, state, { reply, mustAnswer });
};

/** Checked by the schema before it came; what a careless adapter lets through is malformed all the same. */
const readAnswer = <T>(
  terms: Talk<T>,
  state: TalkState,
  reply: Extract<ModelReply, { kind: 'answer' }>,
): TalkStep<T> => {
  const checked = terms.form.build(state.repairs > 0).schema.safeParse(reply.answer);
  if (checked.success) return { answer: terms.form.parse(checked.data) };
  const issues = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const said = { rawText: reply.message.rawText, rawCalls: [] };
  return repairAfter(terms, state, new ModelError('model-malformed', issues.slice(0, 5).join('; '), { said }));
};

const makeCalls = async <T>(terms: Talk<T>, state: TalkState, { reply, mustAnswer }: Reply): Promise<TalkStep<T>> => {
  if (reply.kind !== 'calls') return undefined;
  const { limits } = terms;
  try {
    const done = await runCalls(reply.calls, {
      tools: terms.tools,
      callsLeft: mustAnswer ? 0 : limits.calls - state.calls,
      tokensLeft: limits.toolTokens - state.toolTokens,
      oneToolTokens: limits.oneToolTokens,
      nextNumber: terms.firstNumber + state.facts.length,
      asked: state.asked,
      signal: terms.signal,
    });
    state.messages.push(reply.message, ...done.messages);
    state.facts.push(...done.facts);
    state.toolUses.push(...done.uses);
    for (const use of done.uses) terms.onUse?.(use);
    state.calls += reply.calls.length;
    state.toolTokens += done.tokens;
    for (const [key, number] of done.asked) state.asked.set(key, number);
    return undefined;
  } catch (error) {
    if (error instanceof BrokenTool) return { silence: 'unavailable', why: error.message };
    throw error;
  }
};
