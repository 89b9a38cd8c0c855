import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** llama.cpp's own server on loopback. */
export interface LlamaServer {
  /** Its address, without a path. */
  readonly url: string;
  close(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('../../tools/llama-server.py', import.meta.url));

export interface LlamaServerOptions {
  /** Folder that holds the Python package xllamacpp. */
  readonly site: string;
  /** Path of the .gguf file. */
  readonly file: string;
  readonly contextTokens: number;
}

/** Resolves when the model is loaded; rejects with what the server said when it ends before. */
export async function startLlamaServer({ site, file, contextTokens }: LlamaServerOptions): Promise<LlamaServer> {
  const child = spawn('python3', [SCRIPT, site, file, String(contextTokens)], { stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  const ended = new Promise<void>((done) => {
    child.once('error', (error) => {
      said += String(error);
      done();
    });
    child.once('close', () => done());
  });
  const listening = (async () => {
    for await (const line of createInterface(child.stdout)) if (line.startsWith('http://')) return line.trim();
    return undefined;
  })();
  const url = await Promise.race([listening, ended.then(() => undefined)]);
  if (url === undefined) throw new Error(`llama.cpp's server did not start: ${said}`);
  return {
    url,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
