import type { AnswerForm, LanguageModel, ModelMessage } from '../models/index.ts';
import type { NumberedFact, PanelTool, SilenceKind, SpentSum, ToolUse } from './types.ts';

/** Bounds on one member's turn. */
export interface TalkLimits {
  /** Tool calls that are run. */
  readonly calls: number;
  /** Tokens that the answers of tools may have together, estimated. */
  readonly toolTokens: number;
  /** Tokens that the answer of one tool may have, estimated. */
  readonly oneToolTokens: number;
  /** Questions to the model, repeated ones too. */
  readonly questions: number;
  /** Tokens that the first message may have where the model has room for more, estimated. */
  readonly openingTokens: number;
}

export const TALK_LIMITS: TalkLimits = {
  calls: 16,
  toolTokens: 40_000,
  oneToolTokens: 8000,
  questions: 14,
  openingTokens: 24_000,
};

/** What must be known about an answer to read it, repair it, or find it in free text. */
export interface TalkForm<T> {
  /** `forgiving` after a repair: small faults cost a claim its citations, not the member its voice. */
  build(forgiving: boolean): AnswerForm;
  parse(answer: unknown): T;
  /** Reads free text; undefined when no such reading makes sense. */
  readonly read: ((rawText: string) => TextReading<T>) | undefined;
}

/** What free text says. `broken`: it tried the form and missed it. */
export type TextReading<T> =
  /** `whole`: in the form; else only the decision was found. */
  | { readonly kind: 'found'; readonly answer: T; readonly whole: boolean }
  | { readonly kind: 'unsettled' | 'broken'; readonly why: string };

/** One conversation with a model until it gives an answer in a form. */
export interface Talk<T> {
  readonly model: LanguageModel;
  readonly system: string;
  /** The first message, in at most so many tokens as far as that is possible. */
  readonly open: (tokens: number) => string;
  readonly tools: readonly PanelTool[];
  /** The number of the first fact that a tool finds. */
  readonly firstNumber: number;
  readonly form: TalkForm<T>;
  readonly limits: TalkLimits;
  /** Asked before each question; false when there is no money left for it. */
  readonly mayAsk?: ((next: NextQuestion) => boolean) | undefined;
  readonly signal: AbortSignal;
  readonly onText?: ((rawText: string) => void) | undefined;
  /** Each tool call when its answer is there. */
  readonly onUse?: ((use: ToolUse) => void) | undefined;
}

/** What the next question will cost at most, estimated. */
export interface NextQuestion {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface Silence {
  readonly silence: SilenceKind;
  readonly why: string;
}

/** How a conversation ended, with what was found and spent on the way. */
export type TalkEnd<T> = {
  readonly facts: readonly NumberedFact[];
  readonly toolUses: readonly ToolUse[];
  readonly spent: SpentSum;
} & ({ readonly kind: 'answered'; readonly answer: T } | ({ readonly kind: 'silent' } & Silence));

/** What has happened so far. */
export interface TalkState {
  /** Behind the first message. */
  messages: ModelMessage[];
  facts: NumberedFact[];
  toolUses: ToolUse[];
  spent: SpentSum;
  calls: number;
  toolTokens: number;
  readonly asked: Map<string, number>;
  /** Tokens that the first message may have. */
  openingTokens: number;
  /** The first message; undefined until it is built for so many tokens. */
  opening: ModelMessage | undefined;
  /** Answers that had to be asked for again. */
  repairs: number;
  /** Tool calls that could not be run as they were written. */
  misses: number;
  /** Times that the question was too long. */
  shrinks: number;
  /** Tools were called when only an answer was due. */
  overruns: number;
}

/** What one step of a conversation came to; undefined: it goes on. */
export type TalkStep<T> = { readonly answer: T } | Silence | undefined;
