import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { UsageError } from '../../errors.ts';
import { buildServer } from './server.ts';
import type { ServerParts } from './server.ts';

export interface HttpDoor {
  /** `http://127.0.0.1:PORT/mcp`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface HttpOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string;
}

const HOST = '127.0.0.1';
const PATH = '/mcp';
const MOST_BYTES = 1024 * 1024;

/**
 * Opens the door on loopback alone. Every request needs the token; one whose Host or Origin is not this machine is
 * refused, so that no web page reaches it by a name that it made point here. UsageError `port-taken`.
 */
export async function openHttp(parts: ServerParts, { port, token }: HttpOptions): Promise<HttpDoor> {
  const digest = digestOf(token);
  const server = createServer((request, response) => {
    void answer(parts, { request, response, digest, port: (server.address() as AddressInfo).port });
  });
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 60;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new UsageError('port-taken', `port ${port} cannot be opened on ${HOST}: choose another with --http PORT`, {
              cause: error,
            })
          : error,
      ),
    );
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}${PATH}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly digest: Buffer;
  readonly port: number;
}

async function answer(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  try {
    const refusal = refuse(exchange);
    if (refusal === undefined) await handOn(parts, request, response);
    else end(response, refusal);
  } catch (error) {
    parts.note(`autosel: mcp: ${error instanceof Error ? error.message : String(error)}`);
    if (!response.headersSent) end(response, [500, 'the request failed inside; see the log of the server']);
    else response.destroy();
  }
}

type Refusal = readonly [status: number, why: string];

function refuse({ request, digest, port }: Exchange): Refusal | undefined {
  const { host, origin } = request.headers;
  const hosts = [HOST, 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (host === undefined || !hosts.includes(host.toLowerCase()))
    return [403, `this door answers to ${hosts[0]} alone: name it so in the address`];
  if (origin !== undefined && !hosts.includes(origin.toLowerCase().replace(/^https?:\/\//, '')))
    return [403, 'this door answers no web page of another place (Origin): call it from a program'];
  if (!knowsToken(request.headers.authorization, digest))
    return [
      401,
      'the token is missing or wrong: send "Authorization: Bearer TOKEN" with the token the server was started with',
    ];
  if (request.url?.split('?')[0] !== PATH) return [404, `there is nothing here: the door is ${PATH}`];
  if (request.method !== 'POST') return [405, 'this door keeps no stream open: send each message with POST'];
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return tooLong();
  return undefined;
}

const tooLong = (): Refusal => [413, `a message has at most ${MOST_BYTES} bytes: send less at once`];

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Digests are of one length, and compared in one time whatever is wrong. */
function knowsToken(header: string | undefined, digest: Buffer): boolean {
  const given = /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(header ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digestOf(given), digest);
}

function end(response: ServerResponse, [status, why]: Refusal): void {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="autosel"';
  if (status === 405) headers['allow'] = 'POST';
  response.writeHead(status, headers);
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message: why }, id: null }));
}

/** Without sessions: every message stands for itself, so nothing is kept for clients that never come back. */
async function handOn(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return end(response, tooLong());
  const message = parseJson(body);
  if (message === undefined) return end(response, [400, 'the body is no JSON: send one JSON-RPC 2.0 message']);
  const server = buildServer(parts);
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, message);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
