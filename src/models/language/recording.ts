import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError, UsageError } from '../../errors.ts';
import { ModelError } from './failure.ts';
import type { ModelErrorCode } from './failure.ts';
import { checkReply } from './reply.ts';
import { renderJsonSchema } from './speaker.ts';
import type { Spoken } from './speaker.ts';
import type { LanguageModel, ModelReply, ModelRequest, Said, Spent } from './types.ts';

/** A folder of recorded conversations, one JSON file for each question. */
export interface Recording {
  readonly folder: string;
  /** `record` asks the model and writes; `replay` answers from the folder and never asks. */
  readonly mode: 'record' | 'replay';
}

interface RecordedFailure {
  readonly code: ModelErrorCode;
  readonly message: string;
  readonly said: Said | undefined;
  readonly spent: Spent | undefined;
}

type RecordedReply = Pick<ModelReply, 'message' | 'spent' | 'notes'>;

type Recorded = { readonly reply: RecordedReply } | { readonly failure: RecordedFailure };

/** Everything that goes into an answer, as it is written and hashed. */
const renderQuestion = async (model: Pick<LanguageModel, 'id'>, request: ModelRequest, defaults: RecordedDefaults) => ({
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

export interface RecordedDefaults {
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number;
}

export interface RecordTerms extends RecordedDefaults {
  readonly folder: string;
  /** Never written. */
  readonly key: string | undefined;
}

/**
 * The same model, each of its answers written down, and each failure that says something about the question (not about
 * the service). InfrastructureError `recording-secret` instead of a file that would hold the key.
 */
export const recordModel = (model: LanguageModel, terms: RecordTerms): LanguageModel => ({
  ...model,
  ask: async (request) => {
    const question = await renderQuestion(model, request, terms);
    const save = (recorded: Recorded): Promise<void> => saveRecorded(terms, { question, ...recorded });
    try {
      const reply = await model.ask(request);
      await save({ reply: { message: reply.message, spent: reply.spent, notes: reply.notes } });
      return reply;
    } catch (error) {
      if (error instanceof ModelError && !PASSING.has(error.code)) {
        const { code, message, said, spent } = error;
        await save({ failure: { code, message, said, spent } });
      }
      throw error;
    }
  },
});

const PASSING: ReadonlySet<string> = new Set<ModelErrorCode>(['model-unavailable', 'model-denied']);

/**
 * A model that answers from a folder alone. UsageError `recording-missing` for a question that is not there;
 * InfrastructureError `recording-corrupt` for a file that cannot be read.
 */
export const replayModel = (
  model: Pick<LanguageModel, 'id' | 'name' | 'abilities'>,
  terms: RecordedDefaults & { readonly folder: string },
): LanguageModel => ({
  ...model,
  ask: async (request) => {
    const question = await renderQuestion(model, request, terms);
    const recorded = await loadRecorded(fileOf(terms.folder, question), model.name);
    if (!('failure' in recorded)) return replay(recorded.reply, request, terms);
    const { code, message, said, spent } = recorded.failure;
    throw new ModelError(code, message, { said, usage: spent?.usage, spent });
  },
  close: () => Promise.resolve(),
});

const fileOf = (folder: string, question: unknown): string =>
  join(folder, `${createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 32)}.json`);

const saveRecorded = async (
  { folder, key }: RecordTerms,
  record: Recorded & { readonly question: unknown },
): Promise<void> => {
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  if (key !== undefined && text.includes(JSON.stringify(key).slice(1, -1)))
    throw new InfrastructureError('recording-secret', 'not recorded: the question or the answer holds the key');
  const file = fileOf(folder, record.question);
  await mkdir(folder, { recursive: true });
  const scratch = `${file}.${process.pid}.tmp`;
  await writeFile(scratch, text);
  await rename(scratch, file);
};

const loadRecorded = async (file: string, name: string): Promise<Recorded> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw corrupt(file, cause);
    throw new UsageError(
      'recording-missing',
      `model ${name}: this question was not recorded (${file} does not exist): record it anew`,
    );
  }
  try {
    const recorded = JSON.parse(text) as Partial<{ reply: RecordedReply; failure: RecordedFailure }>;
    if (recorded.reply !== undefined) return { reply: recorded.reply };
    if (recorded.failure !== undefined) return { failure: recorded.failure };
  } catch (cause) {
    throw corrupt(file, cause);
  }
  throw corrupt(file, undefined);
};

const corrupt = (file: string, cause: unknown): InfrastructureError =>
  new InfrastructureError('recording-corrupt', `the recorded answer ${file} cannot be read: record it anew`, { cause });

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
