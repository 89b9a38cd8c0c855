import { StoppedError, UsageError } from '../../errors.ts';
import { oneLine, withoutKey } from '../endpoint/redact.ts';
import type { Clock } from './clock.ts';
import { ModelError } from './failure.ts';
import type { Gate } from './gate.ts';
import type { Meter } from './meter.ts';
import { priceOf } from './price.ts';
import type { Prices } from './price.ts';
import { estimateUsage } from './estimate-usage.ts';
import { checkReply } from './reply.ts';
import { planWait } from './retry.ts';
import type { RetryTerms } from './retry.ts';
import type { Question, Speaker } from './speaker.ts';
import type { ModelReply, ModelRequest, Spent, Usage } from './types.ts';

/** All that stands between a question and one attempt at it. */
export interface AskingTerms {
  readonly name: string;
  readonly speaker: Speaker;
  readonly gate: Gate;
  readonly retry: RetryTerms;
  /** One attempt may take this long, milliseconds. */
  readonly timeout: number;
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number;
  readonly prices: Prices | undefined;
  /** Blotted out of every message. */
  readonly key: string | undefined;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly meter: Meter | undefined;
}

/** Asks until there is an answer, a failure that stays one, or no attempt left. Errors as {@link LanguageModel.ask}. */
export const askModel = async (terms: AskingTerms, request: ModelRequest): Promise<ModelReply> => {
  const { signal = new AbortController().signal, ...rest } = request;
  const question: Question = {
    ...rest,
    temperature: request.temperature ?? terms.temperature,
    maxOutputTokens: request.maxOutputTokens ?? terms.maxOutputTokens,
  };
  checkQuestion(terms, question);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(terms, { question, signal, attempt });
    if ('reply' in outcome) return outcome.reply;
    const wait = await waitAfter(terms, { ...outcome, attempt, signal });
    if (wait === 'give up') throw giveUp(terms, outcome);
  }
};

const checkQuestion = ({ name, speaker }: AskingTerms, { tools, messages }: Question): void => {
  if ((tools?.length ?? 0) > 0 && !speaker.canUseTools)
    throw new UsageError('model-without-tools', `model ${name} cannot use tools: ask it without them`);
  if (messages.at(-1)?.role === 'assistant' || messages.length === 0)
    throw new UsageError('model-question', `model ${name} was asked nothing: the last message must not be its own`);
};

interface Attempt {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly attempt: number;
}

interface Failed {
  readonly failure: ModelError;
  readonly spent: Spent;
}

const attemptOnce = async (
  terms: AskingTerms,
  { question, signal, attempt }: Attempt,
): Promise<{ readonly reply: ModelReply } | Failed> => {
  const leave = await terms.gate.enter(signal).catch((error: unknown) => {
    throw signal.aborted ? stopped(terms.name) : error;
  });
  const from = terms.clock.now();
  const spend = (usage: Usage | undefined): Spent => ({
    usage,
    microUsd: priceOf(usage, terms.prices),
    ms: terms.clock.now() - from,
    attempts: attempt,
  });
  try {
    const spoken = await speakWithin(terms, question, signal);
    const checked = checkReply(spoken, question);
    const spent = spend(spoken.usage ?? (await estimateUsage(question, spoken.said)));
    terms.meter?.count(terms.name, { spent, failed: false });
    return { reply: { ...checked, spent, notes: spoken.notes } };
  } catch (error) {
    if (signal.aborted) throw stopped(terms.name);
    if (!(error instanceof ModelError)) throw error;
    const { usage, said } = error;
    return { failure: error, spent: spend(usage ?? (said && (await estimateUsage(question, said)))) };
  } finally {
    leave();
  }
};

const stopped = (name: string): StoppedError => new StoppedError('stopped', `stopped while model ${name} was asked`);

const speakWithin = async ({ speaker, clock, timeout }: AskingTerms, question: Question, signal: AbortSignal) => {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const late = clock.sleep(timeout, either).then(() => {
    throw new ModelError('model-unavailable', `no answer within ${timeout / 1000} s`, { retry: true });
  });
  try {
    return await Promise.race([speaker.speak(question, either), late]);
  } finally {
    late.catch(() => {});
    over.abort();
  }
};

const waitAfter = async (
  { gate, retry, clock, random, name }: AskingTerms,
  { failure, attempt, signal }: Failed & Pick<Attempt, 'attempt' | 'signal'>,
): Promise<'go on' | 'give up'> => {
  const { retryAfter } = failure;
  const wait = failure.retry ? planWait({ attempt, retryAfter, chance: random() }, retry) : undefined;
  if (wait === undefined) return 'give up';
  if (retryAfter !== undefined) gate.closeFor(retryAfter);
  await clock.sleep(wait, signal).catch((error: unknown) => {
    throw signal.aborted ? stopped(name) : error;
  });
  return 'go on';
};

/** The failure as it leaves the house: counted, named, without the key. */
const giveUp = ({ name, key, meter }: AskingTerms, { failure, spent }: Failed): ModelError => {
  meter?.count(name, { spent, failed: true });
  const tried = spent.attempts > 1 ? ` (${spent.attempts} attempts)` : '';
  const asked = failure.retryAfter === undefined ? '' : `; it asks to wait ${Math.ceil(failure.retryAfter / 1000)} s`;
  const message = `model ${name}: ${oneLine(withoutKey(failure.message, key))}${asked}${tried}`;
  return new ModelError(failure.code, message, { said: failure.said, usage: failure.usage, spent });
};
