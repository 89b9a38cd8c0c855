import { createHash } from 'node:crypto';
import { ModelError } from './failure.ts';
import { buildRecord, PASSING, parseRecord, renderQuestion, replayRecord } from './recorded.ts';
import type { RecordedDefaults } from './recorded.ts';
import type { LanguageModel } from './types.ts';

/** A place that keeps texts by key: a table of a store. */
export interface ReplyMemory {
  load(key: string): Promise<string | undefined>;
  /** Has written when it returns. */
  save(key: string, text: string): Promise<void>;
}

/**
 * The same model, which is never asked the same twice: what it said is kept before anybody sees it, and a question that was
 * asked before (every word of it, the tools, the form, the settings) is answered from there. Failures of the question are
 * kept as well, those of the service are not.
 */
export const rememberModel = (
  model: LanguageModel,
  memory: ReplyMemory,
  defaults: RecordedDefaults,
): LanguageModel => ({
  ...model,
  ask: async (request) => {
    const key = await buildKey(model, request, defaults);
    const known = await memory.load(key);
    if (known !== undefined) return replayRecord(parseRecord(known, `reply ${key}`), request, defaults);
    try {
      const reply = await model.ask(request);
      await memory.save(key, JSON.stringify(buildRecord(reply)));
      return reply;
    } catch (error) {
      if (error instanceof ModelError && !PASSING.has(error.code))
        await memory.save(key, JSON.stringify(buildRecord(error)));
      throw error;
    }
  },
});

/** 64 hex digits of everything that goes into an answer. */
const buildKey = async (
  model: LanguageModel,
  request: Parameters<LanguageModel['ask']>[0],
  defaults: RecordedDefaults,
): Promise<string> =>
  createHash('sha256')
    .update(JSON.stringify(await renderQuestion(model, request, defaults)))
    .digest('hex');
