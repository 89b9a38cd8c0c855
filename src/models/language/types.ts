import type { z } from 'zod';

/** Something that a model may ask for. Its input is checked against the schema before anybody sees it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** An object schema that JSON Schema can express. */
  readonly input: z.ZodType;
}

/** The form that an answer must have, with a name as a tool has one (letters, digits, `_`). */
export interface AnswerForm {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** What the model wrote, parsed by the schema of the tool. */
  readonly input: unknown;
}

/** A tool call as the model wrote it. */
export interface SaidCall {
  readonly id: string;
  readonly name: string;
  /** JSON, or what the model took for JSON. */
  readonly rawInput: string;
  /** Why it cannot be run, in words for the model; undefined when it can. */
  readonly problem: string | undefined;
}

/** What a model said, before or without any check. */
export interface Said {
  readonly rawText: string;
  readonly rawCalls: readonly SaidCall[];
}

export interface AssistantMessage extends Said {
  readonly role: 'assistant';
  /** What the service wants to see again with the next question, such as signed thoughts; only for the same model. */
  readonly continuation: { readonly model: string; readonly parts: readonly unknown[] } | undefined;
}

export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | AssistantMessage
  | { readonly role: 'tool'; readonly callId: string; readonly name: string; readonly text: string };

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly Tool[] | undefined;
  /**
   * The model must answer in this form. Beside tools it may ask for those first, unless `mustAnswer`. With a form and
   * without tools the form is all that it can say.
   */
  readonly answer?: AnswerForm | undefined;
  /** No more tools: the answer is due now. */
  readonly mustAnswer?: boolean | undefined;
  /** Overrides the model's own setting. */
  readonly temperature?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is given text as it comes, also what is written into the form, and also of attempts that fail later. */
  readonly onText?: ((rawText: string) => void) | undefined;
}

/** Tokens as the service counted them, or as we do where nobody did. Cached ones are among the input tokens. */
export interface Usage {
  readonly estimated?: true;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What one question took, whether it was answered or not. */
export interface Spent {
  /** Of the last attempt; estimated where the model answered and did not say, undefined where nothing is known. */
  readonly usage: Usage | undefined;
  /** Millionths of a US dollar; undefined when no price or no usage is known. */
  readonly microUsd: number | undefined;
  /** Duration of the last attempt, without waiting. */
  readonly ms: number;
  readonly attempts: number;
}

/** What came back: text, tool calls, or an answer in the form that was asked for. */
export type ReplyContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'calls'; readonly text: string; readonly calls: readonly ToolCall[] }
  /** Calls of other tools in the same breath are left out: the answer was given without them. */
  | { readonly kind: 'answer'; readonly text: string; readonly answer: unknown };

export type ModelReply = ReplyContent & {
  /** To go on with: append it, then the results of its calls. */
  readonly message: AssistantMessage;
  readonly spent: Spent;
  /** What the adapter could not pass on, e.g. a temperature that the model does not take. */
  readonly notes: readonly string[];
};

export interface ModelAbilities {
  readonly tools: boolean;
  /** Tokens of question and answer together; undefined when nobody said. */
  readonly contextTokens: number | undefined;
  readonly maxOutputTokens: number;
}

/** One language model. One contract suite runs against every adapter of a service. */
export interface LanguageModel {
  /** The name in the config. */
  readonly name: string;
  /** Kind, place and model: what decides about an answer beside the question. Part of the key of stored answers. */
  readonly id: string;
  /** Kind and model as strangers may read them: no address, no argument of a program. */
  readonly label: string;
  readonly abilities: ModelAbilities;
  /**
   * Asks once; repeated attempts are inside. Throws ModelError (its `code` says how it failed; never an empty answer
   * in place of a failure), StoppedError when the signal ended it, UsageError when the model cannot do what is asked.
   */
  ask(request: ModelRequest): Promise<ModelReply>;
  /** Frees what the model holds: a loaded file, running programs. */
  close(): Promise<void>;
}
