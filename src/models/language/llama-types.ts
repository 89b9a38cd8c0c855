/** The part of node-llama-cpp 3 that is used: it is an optional package, so its own types may be absent. */
export interface LlamaLibrary {
  getLlama(options: {
    readonly gpu: 'auto' | false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly progressLogs: false;
    readonly logLevel: 'error';
    readonly logger: (level: string, message: string) => void;
    readonly maxThreads?: number;
  }): Promise<Llama>;
  readonly LlamaChatSession: new (options: {
    readonly contextSequence: LlamaSequence;
    readonly contextShift: { readonly strategy: () => never };
  }) => LlamaSession;
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: unknown): Promise<object>;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly trainContextSize: number;
  readonly tokenizer: unknown;
  createContext(options: {
    readonly contextSize: number;
    readonly sequences: 1;
    readonly threads?: number;
  }): Promise<LlamaContext>;
}

export interface LlamaContext {
  getSequence(): LlamaSequence;
  /** Ends what is being read as soon as the batch under way is through. */
  dispose(): Promise<void>;
}

export interface LlamaSequence {
  readonly tokenMeter: {
    getState(): { readonly usedInputTokens: number; readonly usedOutputTokens: number };
  };
  clearHistory(): Promise<void>;
}

export type LlamaTurn =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

export interface LlamaSession {
  readonly chatWrapper: {
    generateContextState(options: { readonly chatHistory: readonly LlamaTurn[] }): {
      readonly contextText: { tokenize(tokenizer: unknown): readonly unknown[] };
    };
  };
  setChatHistory(turns: readonly LlamaTurn[]): void;
  promptWithMeta(
    text: string,
    options: {
      readonly maxTokens: number;
      readonly temperature: number;
      readonly signal: AbortSignal;
      readonly grammar?: object;
      readonly onTextChunk?: (text: string) => void;
    },
  ): Promise<{ readonly responseText: string; readonly stopReason: string }>;
  dispose(options: { readonly disposeSequence: false }): void;
}
