/**
 * A real local model judges real commits, by the program as people call it: `node bench/local.ts REPO STORE FOLDER [file|served] COMMIT…`. Each commit is
 * asked about twice: of the model file in the program's own process, and of the same file behind llama.cpp's own chat-completions
 * server, held to the form by `response_format`. Model, library and server are those that `tools/local-model.sh` brings. The store is copied.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { AskAnswer } from '../src/run/index.ts';
import { startLlamaServer } from '../src/testing/llama-server.ts';
import { findLocalModel } from '../src/testing/local-model.ts';

const [repo, storeArg, folderArg, ...rest] = process.argv.slice(2);
const only = rest[0] === 'file' || rest[0] === 'served' ? rest[0] : undefined;
const commits = only === undefined ? rest : rest.slice(1);
const local = findLocalModel(process.env);
if (repo === undefined || storeArg === undefined || folderArg === undefined || local?.serverSite === undefined) {
  process.stderr.write(
    'usage: env $(sh tools/local-model.sh) node bench/local.ts REPO STORE FOLDER [file|served] COMMIT…\n',
  );
  process.exit(2);
}
const folder = resolve(folderArg);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const LIMITS = 'context_tokens = 5120\nmax_output_tokens = 1500\ntimeout_seconds = 3600\n';

async function ask(way: string, table: string): Promise<void> {
  const store = join(folder, `${way}-store`);
  cpSync(storeArg, store, { recursive: true });
  const config = join(folder, `${way}.toml`);
  writeFileSync(config, `[[models]]\nname = "${way}"\n${table}${LIMITS}`);
  const hook = `--import=${join(import.meta.dirname, 'local', 'find-llama.ts')}`;
  for (const commit of commits) {
    const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
    const args = [hook, main, 'ask', commit, '--json', '--repo', repo, '--store', store, '--config', config];
    const begun = performance.now();
    const ended = await promisify(execFile)(process.execPath, args).catch(
      (error: unknown) => error as { stdout: string },
    );
    const { verdict } = JSON.parse(ended.stdout) as AskAnswer;
    const { questions, inputTokens, outputTokens } = verdict.spent;
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log({ way, commit, verdict: verdict.verdict, code: verdict.code, why: verdict.why });
    console.log({
      questions,
      inputTokens,
      outputTokens,
      seconds,
      claims: verdict.judgements.map(({ claims }) => claims.length),
    });
    for (const { silence, why } of verdict.silent) console.log({ silence, why });
  }
}

if (only !== 'served')
  await ask('file', `kind = "gguf"\nmodel = ${JSON.stringify(local.file)}\nthreads = 2\ngpu = false\n`);
if (only !== 'file') {
  const server = await startLlamaServer({ site: local.serverSite, file: local.file, contextTokens: 5120 });
  await ask(
    'served',
    `kind = "openai-compatible"\nmodel = "local"\nurl = "${server.url}/v1"\nanswer_by = "json-schema"\n`,
  );
  await server.close();
}
