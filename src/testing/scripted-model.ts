import { ModelError } from '../models/index.ts';
import type { LanguageModel, ModelReply, ModelRequest, Spent } from '../models/index.ts';

/** What a scripted model does with one question: an answer in the form, calls, a text, or a failure. */
export type Line =
  | { readonly answer: unknown }
  | { readonly calls: readonly (readonly [name: string, input: unknown])[] }
  | { readonly text: string }
  | ModelError
  | Error;

export interface ScriptedModel extends LanguageModel {
  readonly seen: readonly ModelRequest[];
}

export interface Script {
  readonly name?: string;
  readonly tools?: boolean;
  readonly contextTokens?: number | undefined;
  readonly maxOutputTokens?: number;
  /** Money for each question. */
  readonly microUsd?: number | undefined;
}

/** A model that says its lines, one a question, whatever it is asked; after the last it is unavailable. */
export const makeScriptedModel = (lines: readonly Line[], script: Script = {}): ScriptedModel => {
  const seen: ModelRequest[] = [];
  const { name = 'scripted', tools = true, contextTokens, maxOutputTokens = 1000 } = script;
  const usage = { inputTokens: 100, cachedInputTokens: 40, outputTokens: 20 };
  const spent: Spent = { usage, microUsd: 'microUsd' in script ? script.microUsd : 7, ms: 5, attempts: 1 };
  return {
    seen,
    name,
    id: `scripted/${name}`,
    label: `scripted/${name}`,
    abilities: { tools, contextTokens, maxOutputTokens },
    ask: (request) => {
      seen.push(request);
      const line = lines[seen.length - 1] ?? new ModelError('model-unavailable', 'no line is left');
      if (line instanceof ModelError)
        return Promise.reject(new ModelError(line.code, line.message, { said: line.said, spent }));
      return line instanceof Error ? Promise.reject(line) : Promise.resolve(reply(line, seen.length, spent));
    },
    close: () => Promise.resolve(),
  };
};

const reply = (line: Exclude<Line, Error>, turn: number, spent: Spent): ModelReply => {
  const calls =
    'calls' in line ? line.calls.map(([name, input], at) => ({ id: `call-${turn}-${at}`, name, input })) : [];
  const rawCalls = calls.map(({ id, name, input }) => ({
    ...{ id, name, rawInput: JSON.stringify(input), problem: undefined },
  }));
  const text = 'text' in line ? line.text : '';
  const message = { role: 'assistant', rawText: text, rawCalls, continuation: undefined } as const;
  const shared = { message, spent, notes: [], text };
  if ('answer' in line) return { ...shared, kind: 'answer', answer: line.answer };
  return 'calls' in line ? { ...shared, kind: 'calls', calls } : { ...shared, kind: 'text' };
};
