import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** A small instruct model on this machine and the library that runs it. */
export interface LocalModel {
  /** Path of the .gguf file. */
  readonly file: string;
  readonly loadLlama: () => Promise<unknown>;
  /** Folder with llama.cpp's server as a Python package; undefined where there is none. */
  readonly serverSite: string | undefined;
}

/**
 * What `AUTOSEL_TEST_GGUF` (a model file) and `AUTOSEL_TEST_LLAMA` (the entry file of node-llama-cpp, where the package is
 * not installed here) name, and for the server `AUTOSEL_TEST_LLAMA_SERVER`; undefined where there is no model. `tools/local-model.sh`
 * brings all three.
 */
export function findLocalModel(env: NodeJS.ProcessEnv): LocalModel | undefined {
  const file = env['AUTOSEL_TEST_GGUF'];
  if (file === undefined || !existsSync(file)) return undefined;
  const entry = env['AUTOSEL_TEST_LLAMA'];
  const name = 'node-llama-cpp';
  const site = env['AUTOSEL_TEST_LLAMA_SERVER'];
  return {
    file,
    loadLlama: () => import(entry === undefined ? name : pathToFileURL(entry).href),
    serverSite: site !== undefined && existsSync(site) ? site : undefined,
  };
}
