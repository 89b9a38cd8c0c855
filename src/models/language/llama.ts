import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../../errors.ts';
import { ModelError } from './failure.ts';
import type {
  Llama,
  LlamaContext,
  LlamaLibrary,
  LlamaModel,
  LlamaSequence,
  LlamaSession,
  LlamaTurn,
} from './llama-types.ts';
import { renderFormRequest } from './plain-prompt.ts';
import { renderJsonSchema } from './speaker.ts';
import type { Question, Speaker, Spoken } from './speaker.ts';
import type { ModelMessage } from './types.ts';

export interface LlamaOptions {
  /** Path of a .gguf file. */
  readonly model: string;
  /** Tokens of question and answer together; by default what the model was trained for, at most {@link CONTEXT}. */
  readonly contextTokens: number | undefined;
  readonly threads: number | undefined;
  readonly gpu: boolean;
  /** Loads the library; only tests name another one. */
  readonly load?: (() => Promise<unknown>) | undefined;
}

const PACKAGE = 'node-llama-cpp';
/** A longer context costs memory that a small machine does not have; the config may ask for it. */
const CONTEXT = 16_384;

/**
 * A model file run in this process by node-llama-cpp: nothing is built, nothing downloaded, answers are held to their
 * form by a grammar. One question at a time. UsageError `llama-package-missing` or `llama-model`.
 */
export const openLlamaSpeaker = async (options: LlamaOptions): Promise<Speaker> => {
  const isFile = await stat(options.model).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new UsageError('llama-model', `there is no model file ${options.model}`);
  const library = await loadLibrary(options.load ?? (() => import(PACKAGE)));
  const loaded = await loadModel(library, options);
  const room = new LlamaRoom(library, loaded);
  return {
    canUseTools: false,
    contextTokens: loaded.contextTokens,
    speak: (question, signal) => room.speak(question, signal),
    close: () => room.close(),
  };
};

const loadLibrary = async (load: () => Promise<unknown>): Promise<LlamaLibrary> => {
  try {
    return (await load()) as LlamaLibrary;
  } catch (cause) {
    throw new UsageError(
      'llama-package-missing',
      `a model of kind "gguf" needs the package ${PACKAGE}: npm install --ignore-scripts ${PACKAGE}@3 (with -g where autosel is installed so)`,
      { cause },
    );
  }
};

interface Loaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly contextTokens: number;
  readonly openContext: () => Promise<LlamaContext>;
  /** Made already, so that too large a context is told before anybody asks. */
  readonly context: LlamaContext;
}

const loadModel = async (library: LlamaLibrary, options: LlamaOptions): Promise<Loaded> => {
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  let llama: Llama | undefined;
  try {
    llama = await library.getLlama({
      gpu: options.gpu ? 'auto' : false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: 'error',
      logger: () => {},
      ...(options.threads === undefined ? {} : { maxThreads: options.threads }),
    });
    const model = await llama.loadModel({ modelPath: options.model });
    const contextTokens = options.contextTokens ?? Math.min(model.trainContextSize, CONTEXT);
    const openContext = () => model.createContext({ contextSize: contextTokens, sequences: 1, ...threads });
    return { llama, model, contextTokens, openContext, context: await openContext() };
  } catch (cause) {
    await llama?.dispose();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('llama-model', `cannot load the model ${basename(options.model)}: ${why}`, { cause });
  }
};

/** A context and the one place for a conversation in it. */
interface Place {
  readonly context: LlamaContext;
  readonly sequence: LlamaSequence;
}

const placeIn = (context: LlamaContext): Place => ({ context, sequence: context.getSequence() });

/** The loaded model with its one place for a conversation: a question waits until the one before has left it. */
class LlamaRoom {
  readonly #library: LlamaLibrary;
  readonly #loaded: Loaded;
  #place: Place | undefined;
  #leaving: Promise<unknown> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();

  constructor(library: LlamaLibrary, loaded: Loaded) {
    this.#library = library;
    this.#loaded = loaded;
    this.#place = placeIn(loaded.context);
  }

  speak(question: Question, signal: AbortSignal): Promise<Spoken> {
    const spoken = this.#last.then(() => this.#speak(question, signal));
    this.#last = spoken.catch(() => {});
    return spoken;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#leaving;
    await this.#loaded.llama.dispose();
  }

  async #speak(question: Question, signal: AbortSignal): Promise<Spoken> {
    signal.throwIfAborted();
    await this.#leaving;
    const place = (this.#place ??= placeIn(await this.#loaded.openContext()));
    const leave = (): void => this.#leave(place);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await this.#speakIn(place, question, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** The library reads a whole question before it looks at a signal: minutes on a small machine. Only a context that goes ends that. */
  #leave(place: Place): void {
    this.#place = undefined;
    this.#leaving = place.context.dispose().catch(() => {});
  }

  async #speakIn({ sequence }: Place, question: Question, signal: AbortSignal): Promise<Spoken> {
    await sequence.clearHistory();
    const session = new this.#library.LlamaChatSession({
      contextSequence: sequence,
      contextShift: { strategy: refuseToForget },
    });
    try {
      return await this.#prompt({ session, sequence }, question, signal);
    } finally {
      session.dispose({ disposeSequence: false });
    }
  }

  async #prompt(
    { session, sequence }: { readonly session: LlamaSession; readonly sequence: LlamaSequence },
    question: Question,
    signal: AbortSignal,
  ): Promise<Spoken> {
    const [history, last] = buildTurns(question, await renderFormRequest(question));
    this.#checkLength(session, [...history, { type: 'user', text: last }], question.maxOutputTokens);
    session.setChatHistory(history);
    const before = sequence.tokenMeter.getState();
    const end = await session.promptWithMeta(last, {
      maxTokens: question.maxOutputTokens,
      temperature: question.temperature ?? 0,
      signal,
      ...(await this.#grammarOf(question)),
      ...(question.onText === undefined ? {} : { onTextChunk: question.onText }),
    });
    const after = sequence.tokenMeter.getState();
    return {
      said: { rawText: end.responseText, rawCalls: [] },
      continuation: undefined,
      finish: end.stopReason === 'maxTokens' ? 'length' : 'ended',
      usage: {
        inputTokens: after.usedInputTokens - before.usedInputTokens,
        cachedInputTokens: 0,
        outputTokens: after.usedOutputTokens - before.usedOutputTokens,
      },
      notes: [],
    };
  }

  async #grammarOf({ answer }: Question): Promise<{ readonly grammar?: object }> {
    if (answer === undefined) return {};
    return { grammar: await this.#loaded.llama.createGrammarForJsonSchema(await renderJsonSchema(answer.schema)) };
  }

  /** The library would drop the beginning of a conversation that is too long, and answer. */
  #checkLength(session: LlamaSession, turns: readonly LlamaTurn[], answer: number): void {
    const chatHistory = [...turns, { type: 'model', response: [] } as const];
    const { contextText } = session.chatWrapper.generateContextState({ chatHistory });
    const tokens = contextText.tokenize(this.#loaded.model.tokenizer).length;
    const { contextTokens } = this.#loaded;
    if (tokens + answer <= contextTokens) return;
    const message = `the question has ${tokens} tokens and the answer up to ${answer}, the model holds ${contextTokens}`;
    throw new ModelError('model-prompt-too-long', message);
  }
}

const refuseToForget = (): never => {
  throw new ModelError('model-prompt-too-long', 'question and answer together are longer than the model holds');
};

/** All turns before the last, and the text of the last, which asks. */
const buildTurns = (question: Question, form: string): [history: readonly LlamaTurn[], last: string] => {
  const { system, messages } = question;
  const history = messages.slice(0, -1).map(toTurn);
  const last = messages.at(-1) as Exclude<ModelMessage, { role: 'assistant' }>;
  const asked = form === '' ? last.text : `${last.text}\n\n${form}`;
  return [[{ type: 'system', text: system }, ...history], asked];
};

const toTurn = (message: ModelMessage): LlamaTurn =>
  message.role === 'assistant' ? { type: 'model', response: [message.rawText] } : { type: 'user', text: message.text };
