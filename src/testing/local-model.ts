import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** A small instruct model on this machine and the library that runs it. */
export interface LocalModel {
  /** Path of the .gguf file. */
  readonly file: string;
  readonly loadLlama: () => Promise<unknown>;
}

/**
 * What `AUTOSEL_TEST_GGUF` (a model file) and `AUTOSEL_TEST_LLAMA` (the entry file of node-llama-cpp, where the package is
 * not installed here) name; undefined where there is none. `tools/local-model.sh` brings both.
 */
export function findLocalModel(env: NodeJS.ProcessEnv): LocalModel | undefined {
  const file = env['AUTOSEL_TEST_GGUF'];
  if (file === undefined || !existsSync(file)) return undefined;
  const entry = env['AUTOSEL_TEST_LLAMA'];
  const name = 'node-llama-cpp';
  return { file, loadLlama: () => import(entry === undefined ? name : pathToFileURL(entry).href) };
}
