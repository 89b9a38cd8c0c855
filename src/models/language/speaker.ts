import type { z } from 'zod';
import type { AssistantMessage, ModelRequest, Said, Usage } from './types.ts';

/** A question with everything decided that the person or the config decide. */
export interface Question extends Omit<ModelRequest, 'signal'> {
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number;
}

/** How the model ended: by itself, at the limit of tokens, or because it or a filter did not want to go on. */
export type Finish = 'ended' | 'length' | 'refused';

/** What came back from one attempt, unchecked. */
export interface Spoken {
  readonly said: Pick<Said, 'rawText'> & { readonly rawCalls: readonly RawCall[] };
  readonly continuation: AssistantMessage['continuation'];
  readonly finish: Finish;
  readonly usage: Usage | undefined;
  readonly notes: readonly string[];
}

export interface RawCall {
  readonly id: string;
  readonly name: string;
  readonly rawInput: string;
}

/** The inner side of every adapter: one attempt, no retries, no limits. */
export interface Speaker {
  readonly canUseTools: boolean;
  /** Tokens of question and answer together, where the adapter knows; the config says it otherwise. */
  readonly contextTokens?: number;
  /** Throws ModelError, or whatever it likes when the signal ended it. */
  speak(question: Question, signal: AbortSignal): Promise<Spoken>;
  close(): Promise<void>;
}

const rendered = new WeakMap<z.ZodType, Readonly<Record<string, unknown>>>();

/** The schema as JSON Schema draft 7, the form that services take; made once for each schema, not to be changed. */
export const renderJsonSchema = async (schema: z.ZodType): Promise<Readonly<Record<string, unknown>>> => {
  const known = rendered.get(schema);
  if (known !== undefined) return known;
  const { toJSONSchema } = await import('zod');
  const { $schema: _, ...made } = toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  rendered.set(schema, made);
  return made;
};
