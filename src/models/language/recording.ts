import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError, UsageError } from '../../errors.ts';
import { ModelError } from './failure.ts';
import { buildCorrupt, buildRecord, PASSING, parseRecord, renderQuestion, replayRecord } from './recorded.ts';
import type { Recorded, RecordedDefaults } from './recorded.ts';
import type { LanguageModel, ModelReply } from './types.ts';

/** A folder of recorded conversations, one JSON file for each question. */
export interface Recording {
  readonly folder: string;
  /** `record` asks the model and writes; `replay` answers from the folder and never asks. */
  readonly mode: 'record' | 'replay';
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
    const save = (outcome: ModelReply | ModelError): Promise<void> =>
      saveRecorded(terms, { question, ...buildRecord(outcome) });
    try {
      const reply = await model.ask(request);
      await save(reply);
      return reply;
    } catch (error) {
      if (error instanceof ModelError && !PASSING.has(error.code)) await save(error);
      throw error;
    }
  },
});

/**
 * A model that answers from a folder alone. UsageError `recording-missing` for a question that is not there;
 * InfrastructureError `recording-corrupt` for a file that cannot be read.
 */
export const replayModel = (
  model: Pick<LanguageModel, 'id' | 'name' | 'label' | 'abilities'>,
  terms: RecordedDefaults & { readonly folder: string },
): LanguageModel => ({
  ...model,
  ask: async (request) => {
    const question = await renderQuestion(model, request, terms);
    return replayRecord(await loadRecorded(fileOf(terms.folder, question), model.name), request, terms);
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
  try {
    return parseRecord(await readFile(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof InfrastructureError) throw cause;
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw buildCorrupt(file, cause);
    throw new UsageError(
      'recording-missing',
      `model ${name}: this question was not recorded (${file} does not exist): record it anew`,
    );
  }
};
