import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { InfrastructureError, StoppedError, UsageError } from '../../errors.ts';
import type { CommitText, Embedder } from '../types.ts';
import { renderCommitText } from './text.ts';
import { toUnit } from './unit.ts';

export interface OnnxOptions {
  /** A folder with config.json, tokenizer files and onnx/model.onnx, or the name of a model on the hub. */
  readonly model: string;
  /** Which of the model's files, e.g. `fp32` or `q8`; the library's default is taken otherwise. */
  readonly dtype?: string | undefined;
  /** Where models from the hub are kept. */
  readonly cacheDir?: string | undefined;
  readonly batch?: number | undefined;
  readonly maxChars?: number | undefined;
  /** Loads the library; only tests name another one. */
  readonly load?: (() => Promise<unknown>) | undefined;
}

/** The part of @huggingface/transformers that is used: it is an optional package, so its own types may be absent. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string; cacheDir: string | null };
  readonly pipeline: (task: string, model: string, options: Record<string, unknown>) => Promise<Extractor>;
}

interface Extracted {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

type Extractor = (
  texts: string[],
  options: { readonly pooling: 'mean'; readonly normalize: boolean },
) => Promise<Extracted>;

const PACKAGE = '@huggingface/transformers';
const BATCH = 16;
const MAX_CHARS = 3000;

/**
 * Any ONNX sentence model through transformers.js, mean-pooled. A model in a folder never touches the network.
 * UsageError `onnx-package-missing` when the optional package is not installed; InfrastructureError `onnx-model` when
 * the model cannot be loaded or run.
 */
export const openOnnxEmbedder = async (options: OnnxOptions): Promise<Embedder> => {
  const extract = await loadExtractor(options, await loadPackage(options.load ?? (() => import(PACKAGE))));
  const run = (texts: readonly string[]) => runModel(options.model, extract, texts);
  const dimensions = (await run(['commit']))[0].length;
  const batch = options.batch ?? BATCH;
  const embed = async (texts: readonly CommitText[], signal?: AbortSignal): Promise<readonly Float32Array[]> => {
    const rendered = texts.map((text) => renderCommitText(text, options.maxChars ?? MAX_CHARS));
    const asked = rendered.flatMap((text, at) => (text === '' ? [] : [{ text, at }]));
    const vectors: Float32Array[] = rendered.map(() => new Float32Array(dimensions));
    for (let from = 0; from < asked.length; from += batch) {
      if (signal?.aborted) throw new StoppedError('stopped', 'stopped while embedding commits');
      const part = asked.slice(from, from + batch);
      const found = await run(part.map(({ text }) => text));
      part.forEach(({ at }, i) => (vectors[at] = found[i]!));
    }
    return vectors;
  };
  return { id: `onnx-1/${basename(options.model)}/${options.dtype ?? 'default'}/${dimensions}`, dimensions, embed };
};

const loadPackage = async (load: () => Promise<unknown>): Promise<Transformers> => {
  try {
    return (await load()) as Transformers;
  } catch (cause) {
    throw new UsageError(
      'onnx-package-missing',
      `the embedder "onnx" needs the package ${PACKAGE}: npm install ${PACKAGE}@4`,
      { cause },
    );
  }
};

const loadExtractor = async (options: OnnxOptions, library: Transformers): Promise<Extractor> => {
  const folder = await localFolder(options.model);
  library.env.allowRemoteModels = folder === undefined;
  if (folder !== undefined) library.env.localModelPath = dirname(folder);
  if (options.cacheDir !== undefined) library.env.cacheDir = options.cacheDir;
  try {
    return await library.pipeline('feature-extraction', folder === undefined ? options.model : basename(folder), {
      local_files_only: folder !== undefined,
      ...(options.dtype === undefined ? {} : { dtype: options.dtype }),
    });
  } catch (cause) {
    throw new InfrastructureError('onnx-model', `cannot load the model ${options.model}: ${reasonOf(cause)}`, {
      cause,
    });
  }
};

const localFolder = async (model: string): Promise<string | undefined> => {
  const path = resolve(model);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && /^(?:[./~\\]|[A-Za-z]:)/.test(model))
    throw new UsageError('onnx-model-folder', `there is no folder ${model} with a model`);
  return isFolder ? path : undefined;
};

const runModel = async (
  model: string,
  extract: Extractor,
  texts: readonly string[],
): Promise<readonly Float32Array[]> => {
  const { dims, data } = await extract([...texts], { pooling: 'mean', normalize: true }).catch((cause: unknown) => {
    throw new InfrastructureError('onnx-model', `the model ${model} failed: ${reasonOf(cause)}`, { cause });
  });
  const width = dims.at(-1) ?? 0;
  if (dims[0] !== texts.length || width === 0 || data.length !== texts.length * width) {
    throw new InfrastructureError(
      'onnx-model',
      `the model ${model} gave numbers of shape ${dims.join(' x ')} for ${texts.length} texts`,
    );
  }
  return texts.map((_, row) => toUnit(Float32Array.from({ length: width }, (_unused, k) => data[row * width + k])));
};

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
