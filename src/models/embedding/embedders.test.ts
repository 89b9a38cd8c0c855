import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeEmbeddingsServer } from '../../testing/embeddings-server.ts';
import type { FakeEmbeddingsServer } from '../../testing/embeddings-server.ts';
import { writeTinyOnnxModel } from '../../testing/tiny-onnx.ts';
import type { CommitText } from '../types.ts';
import { describeEmbedder } from './embedding.contract.ts';
import { hashCommitText, makeLearnedEmbedder } from './learned-embedder.ts';
import { learnEmbedding } from './learned.ts';
import { openOnnxEmbedder } from './onnx.ts';
import { openRemoteEmbedder } from './remote.ts';

const TOPICS = ['memory leak driver', 'mutex lock network', 'buffer memory fix', 'network driver add'];

const corpus = (): CommitText[] =>
  Array.from({ length: 60 }, (_, i) => ({
    message: `${TOPICS[i % 4]} number${i % 7}`,
    paths: [`drivers/net/file${i % 5}.c`],
    identifiers: [`name_${i % 6}`],
  }));

describeEmbedder('the learned embedder', async () =>
  makeLearnedEmbedder(learnEmbedding(corpus().map((text) => hashCommitText(text)))),
);

describe('the remote embedder', () => {
  let server: FakeEmbeddingsServer;
  const KEY = 'sk-secret-of-the-test';
  const options = () => ({ url: server.url, model: 'letters', keyEnv: 'THE_KEY', env: { THE_KEY: KEY } });
  const text = (message: string): CommitText => ({ message, paths: [], identifiers: [] });

  beforeAll(async () => {
    server = await startFakeEmbeddingsServer(24);
  });
  afterAll(() => server.close());

  describeEmbedder('it', () => openRemoteEmbedder(options()));

  it('sends the key of the named variable and the texts in batches', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), batch: 2, dimensions: 24 });
    const before = server.seen.length;
    await embedder.embed(['a', 'b', 'c', 'd', 'e'].map(text));
    const requests = server.seen.slice(before);
    expect(requests.map(({ input }) => input)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(requests[0]).toMatchObject({ path: '/v1/embeddings', authorization: `Bearer ${KEY}`, model: 'letters' });
  });

  it('waits as Retry-After says and asks again', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), dimensions: 24 });
    server.refuse([
      { status: 429, headers: { 'retry-after': '0.05' } },
      { status: 503, headers: { 'retry-after-ms': '20' } },
    ]);
    const before = server.seen.length;
    const vectors = await embedder.embed([text('again')]);
    expect(vectors).toHaveLength(1);
    expect(server.seen.length - before).toBe(3);
  });

  it('asks again when an attempt stays without an answer for too long', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), dimensions: 24, timeout: 200, retries: 1 });
    server.refuse(['silence']);
    expect(await embedder.embed([text('hello')])).toHaveLength(1);
  });

  it('fails with what the service said, never with the key', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), dimensions: 24, retries: 0 });
    server.refuse([{ status: 401, body: JSON.stringify({ error: { message: `wrong key ${KEY}` } }) }]);
    const failure = await embedder.embed([text('x')]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'embedding-failed' });
    expect(String(failure)).toContain('wrong key ***');
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain(KEY);
  });

  it('says where the service is when it is gone half-way', async () => {
    const other = await startFakeEmbeddingsServer(24);
    const embedder = await openRemoteEmbedder({ ...options(), url: other.url, batch: 1, retries: 0 });
    expect(await embedder.embed([text('a')])).toHaveLength(1);
    await other.close();
    const failure = await embedder.embed([text('b')]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'embedding-failed' });
    expect(String(failure)).toContain(`${other.url} gave no embeddings for model letters`);
  });

  it('does not take vectors of another length', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), dimensions: 12 });
    await expect(embedder.embed([text('x')])).rejects.toMatchObject({ code: 'embedding-shape' });
  });

  it('does not follow a redirect with the key', async () => {
    const embedder = await openRemoteEmbedder({ ...options(), dimensions: 24, retries: 0 });
    server.refuse([{ status: 307, headers: { location: `${server.url}/elsewhere` } }]);
    const before = server.seen.length;
    await expect(embedder.embed([text('x')])).rejects.toMatchObject({ code: 'embedding-failed' });
    expect(server.seen.length - before).toBe(1);
  });

  it('says which variable is empty', async () => {
    await expect(openRemoteEmbedder({ ...options(), env: {} })).rejects.toMatchObject({
      code: 'embedding-key-missing',
    });
  });

  it.each(['ftp://x/v1', 'no address', 'http://user:secret@host/v1'])(
    'refuses the address %s without repeating it',
    async (url) => {
      const failure = await openRemoteEmbedder({ ...options(), url }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'embedding-url' });
      expect(String(failure)).not.toContain('secret');
    },
  );
});

/** A folder whose node_modules hold the optional package, or the package itself where it is installed. */
const loadTransformers = async (): Promise<unknown> => {
  const elsewhere = process.env['AUTOSEL_TEST_TRANSFORMERS'];
  const name = '@huggingface/transformers';
  return import(elsewhere === undefined ? name : pathToFileURL(elsewhere).href);
};

const installed = await loadTransformers().then(
  () => true,
  () => false,
);

describe('the onnx embedder', () => {
  it('says which package to install when it is absent', async () => {
    const load = () => Promise.reject(new Error('Cannot find package'));
    await expect(openOnnxEmbedder({ model: 'x/y', load })).rejects.toMatchObject({
      code: 'onnx-package-missing',
      message: expect.stringContaining('npm install @huggingface/transformers') as string,
    });
  });

  it('says that a folder does not exist before it looks anywhere else', async () => {
    const load = () => Promise.resolve({ env: {}, pipeline: () => Promise.reject(new Error('was asked')) });
    await expect(openOnnxEmbedder({ model: './no-such-folder', load })).rejects.toMatchObject({
      code: 'onnx-model-folder',
    });
  });

  it('refuses numbers of another shape than one vector for each text', async () => {
    const load = () =>
      Promise.resolve({
        env: {},
        pipeline: () => Promise.resolve(() => Promise.resolve({ dims: [1, 2, 3], data: [1, 2, 3, 4, 5, 6] })),
      });
    await expect(openOnnxEmbedder({ model: 'x/y', load })).rejects.toMatchObject({ code: 'onnx-model' });
  });

  describe.skipIf(!installed)(
    'with @huggingface/transformers (skipped where that optional package is not installed)',
    () => {
      let folder: string;
      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'autosel-onnx-'));
        await writeTinyOnnxModel(join(folder, 'tiny'));
      });
      afterAll(() => rm(folder, { recursive: true, force: true }));

      describeEmbedder('it', () =>
        openOnnxEmbedder({ model: join(folder, 'tiny'), dtype: 'fp32', load: loadTransformers }),
      );
    },
  );
});
