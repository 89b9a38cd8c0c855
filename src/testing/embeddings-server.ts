import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake saw of one request. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
}

/** Answers instead of vectors: a status with headers and body, vectors of another length, or silence. */
export type Refusal =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly dimensions: number }
  | 'silence';

export interface FakeEmbeddingsServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** The next requests are refused in this order, later ones answered; `answer` lets one through. */
  refuse(refusals: readonly (Refusal | 'answer')[]): void;
  close(): Promise<void>;
}

/** A fake of the embeddings half of the OpenAI protocol on this machine: letters counted instead of a model. */
export const startFakeEmbeddingsServer = async (dimensions: number): Promise<FakeEmbeddingsServer> => {
  const seen: SeenRequest[] = [];
  const refusals: (Refusal | 'answer')[] = [];
  const server = createServer((request, response) => {
    const respond = async (): Promise<void> => {
      const body = await readJson(request);
      seen.push({ path: request.url ?? '', authorization: request.headers.authorization, ...body });
      const refusal = refusals.shift();
      if (refusal === 'silence') return;
      if (refusal === undefined || refusal === 'answer' || 'dimensions' in refusal) {
        const length = typeof refusal === 'object' ? refusal.dimensions : dimensions;
        response.writeHead(200, { 'content-type': 'application/json' }).end(answer(body.input, length));
        return;
      }
      response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
      response.end(refusal.body ?? '{"error":{"message":"no"}}');
    };
    void respond();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    seen,
    refuse: (next) => {
      refusals.push(...next);
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
};

const readJson = async (
  request: IncomingMessage,
): Promise<{ readonly model: string; readonly input: readonly string[] }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { model: string; input: string[] };
};

const answer = (input: readonly string[], dimensions: number): string =>
  JSON.stringify({
    object: 'list',
    data: input.map((text, index) => ({ object: 'embedding', index, embedding: countLetters(text, dimensions) })),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });

const countLetters = (text: string, dimensions: number): number[] => {
  const counts = Array.from({ length: dimensions }, () => 0);
  for (const letter of text) counts[letter.codePointAt(0)! % dimensions] += 1;
  return counts;
};
