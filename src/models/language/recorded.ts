import { InfrastructureError } from '../../errors.ts';
import { ModelError } from './failure.ts';
import type { ModelErrorCode } from './failure.ts';
import { checkReply } from './reply.ts';
import { renderJsonSchema } from './speaker.ts';
import type { Spoken } from './speaker.ts';
import type { LanguageModel, ModelReply, ModelRequest, Said, Spent } from './types.ts';

interface RecordedFailure {
  readonly code: ModelErrorCode;
  readonly message: string;
  readonly said: Said | undefined;
  readonly spent: Spent | undefined;
}

type RecordedReply = Pick<ModelReply, 'message' | 'spent' | 'notes'>;

/** What came of a question, as it is written down. */
export type Recorded = { readonly reply: RecordedReply } | { readonly failure: RecordedFailure };

/** Settings of the model that decide about an answer where the question leaves them out. */
export interface RecordedDefaults {
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number;
}

/** Failures that say something about the service and nothing about the question. */
export const PASSING: ReadonlySet<string> = new Set<ModelErrorCode>(['model-unavailable', 'model-denied']);

/** Everything that goes into an answer, as it is written and hashed. */
export const renderQuestion = async (
  model: Pick<LanguageModel, 'id'>,
  request: ModelRequest,
  defaults: RecordedDefaults,
) => ({
  model: model.id,
  ...withDefaults(request, defaults),
  system: request.system,
  messages: request.messages,
  tools: await Promise.all((request.tools ?? []).map((tool) => renderForm(tool, tool.input))),
  answer: request.answer === undefined ? null : await renderForm(request.answer, request.answer.schema),
  mustAnswer: request.mustAnswer ?? false,
});

const withDefaults = (request: ModelRequest, { temperature, maxOutputTokens }: RecordedDefaults): RecordedDefaults => ({
  temperature: request.temperature ?? temperature,
  maxOutputTokens: request.maxOutputTokens ?? maxOutputTokens,
});

const renderForm = async (
  { name, description }: { readonly name: string; readonly description: string },
  schema: Parameters<typeof renderJsonSchema>[0],
) => ({ name, description, schema: await renderJsonSchema(schema) });

export const buildRecord = (outcome: ModelReply | ModelError): Recorded => {
  if (!(outcome instanceof ModelError)) {
    const { message, spent, notes } = outcome;
    return { reply: { message, spent, notes } };
  }
  const { code, message, said, spent } = outcome;
  return { failure: { code, message, said, spent } };
};

/** `name` says where the text is from. InfrastructureError `recording-corrupt` when it is no record. */
export const parseRecord = (text: string, name: string): Recorded => {
  try {
    const recorded = JSON.parse(text) as Partial<{ reply: RecordedReply; failure: RecordedFailure }>;
    if (recorded.reply !== undefined) return { reply: recorded.reply };
    if (recorded.failure !== undefined) return { failure: recorded.failure };
  } catch (cause) {
    throw buildCorrupt(name, cause);
  }
  throw buildCorrupt(name, undefined);
};

export const buildCorrupt = (name: string, cause: unknown): InfrastructureError =>
  new InfrastructureError('recording-corrupt', `the recorded answer ${name} cannot be read: record it anew`, { cause });

/** The reply that the record holds; throws the failure that it holds. */
export const replayRecord = (recorded: Recorded, request: ModelRequest, defaults: RecordedDefaults): ModelReply => {
  if (!('failure' in recorded)) return replay(recorded.reply, request, defaults);
  const { code, message, said, spent } = recorded.failure;
  throw new ModelError(code, message, { said, usage: spent?.usage, spent });
};

/** What was said goes through the same checks again, so that parsed inputs are what the schemas make of them. */
const replay = (reply: RecordedReply, request: ModelRequest, defaults: RecordedDefaults): ModelReply => {
  const { message, spent, notes } = reply;
  const { rawText, rawCalls, continuation } = message;
  const spoken: Spoken = {
    said: { rawText, rawCalls },
    continuation,
    finish: 'ended',
    usage: spent.usage,
    notes,
  };
  return { ...checkReply(spoken, { ...request, ...withDefaults(request, defaults) }), spent, notes };
};
