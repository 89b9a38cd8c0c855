import { AutoselError, InfrastructureError, StoppedError, UsageError } from '../../errors.ts';
import { parseAddress } from '../endpoint/address.ts';
import { fetchHere } from '../endpoint/fetch.ts';
import { readKeyVariable } from '../endpoint/key.ts';
import { oneLine, withoutKey } from '../endpoint/redact.ts';
import type { CommitText, Embedder } from '../types.ts';
import { renderCommitText } from './text.ts';
import { toUnit } from './unit.ts';

export interface RemoteOptions {
  /** Base address of an OpenAI-compatible service, e.g. `http://localhost:11434/v1`. */
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; undefined for a service that wants none. */
  readonly keyEnv?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Length of its vectors; by default one short request asks. */
  readonly dimensions?: number | undefined;
  /** Texts in one request. */
  readonly batch?: number | undefined;
  /** One attempt may take this long, milliseconds. */
  readonly timeout?: number | undefined;
  /** Further attempts after a refusal for load (429), a 5xx or a lost connection; Retry-After is honoured. */
  readonly retries?: number | undefined;
  readonly maxChars?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const BATCH = 64;
const TIMEOUT = 60_000;
const RETRIES = 4;
const MAX_CHARS = 6000;
const MAX_DIMENSIONS = 4096;

/**
 * Any OpenAI-compatible embeddings endpoint. UsageError `embedding-key-missing` or `embedding-url`; failures of the
 * service are InfrastructureError `embedding-failed` with its answer, never with the key.
 */
export const openRemoteEmbedder = async (options: RemoteOptions): Promise<Embedder> => {
  const endpoint = await connect(options);
  const dimensions = options.dimensions ?? (await endpoint(['commit'], options.signal))[0].length;
  if (!(dimensions > 0 && dimensions <= MAX_DIMENSIONS)) throw wrongShape(`vectors of ${dimensions} numbers`);
  const batch = options.batch ?? BATCH;
  const embed = async (texts: readonly CommitText[], signal?: AbortSignal): Promise<readonly Float32Array[]> => {
    const rendered = texts.map((text) => renderCommitText(text, options.maxChars ?? MAX_CHARS));
    const asked = rendered.flatMap((text, at) => (text === '' ? [] : [{ text, at }]));
    const vectors: Float32Array[] = rendered.map(() => new Float32Array(dimensions));
    for (let from = 0; from < asked.length; from += batch) {
      const part = asked.slice(from, from + batch);
      const found = await endpoint(
        part.map(({ text }) => text),
        signal,
      );
      part.forEach(({ at }, i) => (vectors[at] = checkedUnit(found[i], dimensions)));
    }
    return vectors;
  };
  return { id: `remote-1/${printableUrl(options.url)}/${options.model}/${dimensions}`, dimensions, embed };
};

type Ask = (texts: readonly string[], signal: AbortSignal | undefined) => Promise<readonly (readonly number[])[]>;

const connect = async (options: RemoteOptions): Promise<Ask> => {
  const key = readKey(options);
  const url = printableUrl(options.url);
  const [{ embedMany }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai-compatible'),
  ]);
  const provider = createOpenAICompatible({
    name: 'embeddings',
    baseURL: url,
    ...(key === undefined ? {} : { apiKey: key }),
    fetch: fetchWithin(options.timeout ?? TIMEOUT),
  });
  const model = provider.embeddingModel(options.model);
  return async (texts, signal) => {
    try {
      const answer = await embedMany({
        model,
        values: [...texts],
        maxRetries: options.retries ?? RETRIES,
        ...(signal === undefined ? {} : { abortSignal: signal }),
      });
      if (answer.embeddings.length === texts.length) return answer.embeddings;
      throw wrongShape(`${answer.embeddings.length} vectors for ${texts.length} texts`);
    } catch (error) {
      if (signal?.aborted) throw new StoppedError('stopped', 'stopped while waiting for embeddings');
      if (error instanceof AutoselError) throw error;
      throw new InfrastructureError(
        'embedding-failed',
        `${url} gave no embeddings for model ${options.model}: ${oneLine(withoutKey(wordsOf(error), key))}`,
      );
    }
  };
};

const readKey = ({ keyEnv, env }: RemoteOptions): string | undefined => {
  if (keyEnv === undefined) return undefined;
  const key = readKeyVariable(keyEnv, env);
  if (key === undefined) {
    throw new UsageError(
      'embedding-key-missing',
      `the environment variable ${keyEnv} is empty: set it to the key of the embeddings service`,
    );
  }
  return key;
};

/** The address without anything secret in it. */
const printableUrl = (text: string): string => {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw new UsageError(
    'embedding-url',
    'the address of the embeddings service must be http(s)://host/path without a user or password in it',
  );
};

/** A time limit for each attempt, told apart from the person's stop. */
const fetchWithin =
  (timeout: number): typeof fetch =>
  async (input, init) => {
    const limit = AbortSignal.timeout(timeout);
    const signals = init?.signal ? [init.signal, limit] : [limit];
    try {
      const response = await fetchHere(input, { ...init, signal: AbortSignal.any(signals) });
      const body = await response.arrayBuffer();
      return new Response(body, {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
      });
    } catch (error) {
      if (!limit.aborted || init?.signal?.aborted) throw error;
      throw new TypeError('fetch failed', { cause: error });
    }
  };

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const checkedUnit = (vector: readonly number[], dimensions: number): Float32Array => {
  if (vector.length !== dimensions) throw wrongShape(`a vector of ${vector.length} numbers instead of ${dimensions}`);
  if (!vector.every(Number.isFinite)) throw wrongShape('numbers that are not finite');
  return toUnit(Float32Array.from(vector));
};

const wrongShape = (what: string): InfrastructureError =>
  new InfrastructureError('embedding-shape', `the embeddings service answered with ${what}`);
