import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../testing/cli.ts';
import type { CliEnd } from '../testing/cli.ts';
import { startFakeEmbeddingsServer } from '../testing/embeddings-server.ts';
import type { FakeEmbeddingsServer } from '../testing/embeddings-server.ts';
import { makeProject } from '../testing/project.ts';

const KEY = 'sk-key-that-stays-here';
const COMMITS = 80;
const project = makeProject();
const folder = mkdtempSync(join(tmpdir(), 'autosel-embedders-'));
const store = join(folder, 'store');
const config = join(folder, 'remote.toml');
let server: FakeEmbeddingsServer;
let before = 0;

beforeAll(async () => {
  server = await startFakeEmbeddingsServer(24);
  const embedder = [`kind = "openai-compatible"`, `url = "${server.url}"`, `model = "letters"`, `key_env = "THE_KEY"`];
  writeFileSync(config, `[embedder]\n${embedder.join('\n')}\n`);
});
beforeEach(() => {
  before = server.seen.length;
});
afterAll(async () => {
  await server.close();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = { THE_KEY: KEY }): Promise<CliEnd> =>
  runCli([...args, '--store', store], { cwd: project.dir, env });
const remote = (...args: readonly string[]) => run([...args, '--config', config]);

/** How many texts each request since the beginning of the test had. */
const asked = (): readonly number[] => server.seen.slice(before).map(({ input }) => input.length);

/** One line on stderr behind the progress, and nothing on stdout. */
function expectFailure({ code, stdout, stderr }: CliEnd, exitCode: number, says: RegExp): void {
  expect(stderr.match(/^autosel: .*$/gm)).toEqual([expect.stringMatching(says)]);
  expect(stdout).toBe('');
  expect(code).toBe(exitCode);
}

describe('an index with an OpenAI-compatible embedder', () => {
  it('asks for the key by the name of its variable, before anything is sent', async () => {
    expectFailure(await run(['index', '--config', config], {}), 2, /environment variable THE_KEY is empty/);
    expect(asked()).toEqual([]);
  });

  it('ends with what the service said when it refuses half-way, and keeps what was embedded', async () => {
    server.refuse(['answer', 'answer', { status: 401, body: JSON.stringify({ error: { message: `no ${KEY}` } }) }]);
    expectFailure(await remote('index'), 1, /\/v1 gave no embeddings for model letters: no \*\*\*/);
    expect(asked()).toEqual([1, 64, COMMITS - 64]);
  });

  it('does not mix vectors of another length in', async () => {
    server.refuse(['answer', { dimensions: 3 }]);
    expectFailure(await remote('index'), 1, /answered with a vector of 3 numbers instead of 24/);
  });

  it('goes on where it was, through a refusal for load and a failure of the service', async () => {
    server.refuse([
      'answer',
      { status: 429, headers: { 'retry-after': '0.05' } },
      { status: 500, headers: { 'retry-after-ms': '20' } },
    ]);
    const { code, stdout } = await remote('index');
    expect(code).toBe(0);
    expect(stdout).toContain(`${COMMITS} commits with vectors of remote-1/${server.url}/letters/24`);
    expect(asked()).toEqual([1, 16, 16, 16]);
    expect(server.seen.at(-1)?.authorization).toBe(`Bearer ${KEY}`);
  });

  it('finds neighbours of a commit of mainline without asking again, and embeds one of another branch', async () => {
    const near = async (commit: string) => {
      const { stdout, code } = await remote('similar', commit, '--json', '--limit', '3');
      expect(code).toBe(0);
      return (JSON.parse(stdout) as { neighbours: { sha: string; cosine: number }[] }).neighbours;
    };
    const neighbours = await near('main');
    expect(neighbours).toHaveLength(3);
    expect(neighbours[0].cosine).toBeGreaterThan(0.5);
    expect(asked()).toEqual([]);
    const origin = /cherry picked from commit ([0-9a-f]{40})/.exec(
      project.git(['log', '-1', '--format=%b', 'stable-1.0']),
    );
    expect((await near('stable-1.0'))[0].sha).toBe(origin?.[1]);
    expect(asked()).toEqual([1, 1]);
  });

  it('gives way to the learned one and comes back without embedding a commit twice', async () => {
    const back = await run(['index'], {});
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('embedding learned') as string });
    expect((await run(['similar', 'main'], {})).code).toBe(0);
    expect(asked()).toEqual([]);
    expect((await remote('index')).code).toBe(0);
    expect(asked()).toEqual([1]);
  });

  it('embeds only what is new', async () => {
    project.commit({ message: 'part1: add one more\n\nIt was missing.\n', files: { 'src/part1.c': 'int more;\n' } });
    expect((await remote('index')).code).toBe(0);
    expect(asked()).toEqual([1, 1]);
  });

  it('never stores or prints the key', async () => {
    for (const file of readdirSync(store)) expect(readFileSync(join(store, file)).includes(KEY), file).toBe(false);
    const { stdout, stderr } = await remote('status', '--debug');
    expect(stdout + stderr).not.toContain(KEY);
  });
});
