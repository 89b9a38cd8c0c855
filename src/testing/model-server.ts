import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chat } from './model-server/chat.ts';
import { generate } from './model-server/generate.ts';
import { messages } from './model-server/messages.ts';
import { responses } from './model-server/responses.ts';
import type { FakeEvent, Fault, Protocol, Spoken, Turn } from './model-server/turns.ts';

export interface SeenQuestion {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A fake of the services of OpenAI (chat completions and responses), Anthropic and Google, by their true protocols. */
export interface FakeModelServer {
  /** Without a closing slash; adapters add the paths of their protocol. */
  readonly url: string;
  readonly seen: readonly SeenQuestion[];
  /** The next requests are answered in this order; without a turn left the answer is status 500. */
  play(...turns: readonly Turn[]): void;
  /** Turns that nobody asked for. */
  readonly left: number;
  close(): Promise<void>;
}

const PROTOCOLS: readonly (readonly [RegExp, Protocol])[] = [
  [/\/chat\/completions$/, chat],
  [/\/responses$/, responses],
  [/\/messages$/, messages],
  [/:(?:streamG|g)enerateContent/, generate],
];

export interface FakeModelOptions {
  /** What is said to a question when no turn is left to play; without it, status 500. */
  readonly respond?: (question: SeenQuestion) => Turn | Promise<Turn>;
  /** Questions that are remembered; default all. A load test keeps few. */
  readonly remembered?: number;
}

export const startFakeModelServer = async (options: FakeModelOptions = {}): Promise<FakeModelServer> => {
  const { respond = () => NOTHING_LEFT, remembered = Number.POSITIVE_INFINITY } = options;
  const seen: SeenQuestion[] = [];
  const turns: Turn[] = [];
  const server = createServer((request, response) => {
    const reply = async (): Promise<void> => {
      const path = request.url ?? '';
      const protocol = PROTOCOLS.find(([pattern]) => pattern.test(path))?.[1];
      const body = await readJson(request);
      const question = { path, headers: request.headers, body };
      if (seen.length < remembered) seen.push(question);
      if (protocol === undefined) response.writeHead(404).end();
      else answer(response, { protocol, body, path, turn: turns.shift() ?? (await respond(question)) });
    };
    void reply();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    play: (...next) => {
      turns.push(...next);
    },
    get left() {
      return turns.length;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};

const NOTHING_LEFT: Turn = { fault: { status: 500, body: '{"error":{"message":"the fake has nothing left to say"}}' } };

interface Asked {
  readonly protocol: Protocol;
  readonly body: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly turn: Turn;
}

const answer = (response: ServerResponse, asked: Asked): void => {
  const { turn } = asked;
  if ('fault' in turn) fail(response, turn.fault, asked);
  else if (isStream(asked)) sendEvents(response, eventsOf(asked, turn), asked.protocol.end);
  else sendJson(response, 200, JSON.stringify(asked.protocol.whole(turn, modelOf(asked))));
};

const fail = (response: ServerResponse, fault: Fault, asked: Asked): void => {
  if (fault === 'hang') return;
  if (fault === 'cut-connection' || fault === 'cut-stream') {
    cut(response, fault, asked);
  } else if (fault === 'failing-stream') {
    const { protocol } = asked;
    const begun = eventsOf(asked, { say: 'this answer was going to be longer' }).slice(0, 2);
    if (isStream(asked)) sendEvents(response, [...begun, protocol.streamError('overloaded')], '');
    else sendJson(response, 503, JSON.stringify(protocol.error(503, 'overloaded')));
  } else if (fault === 'broken-json' || fault === 'wrong-shape') {
    const text = fault === 'broken-json' ? '{"half": ' : '{"weather": "fine"}';
    if (isStream(asked)) response.writeHead(200, EVENTS).end(`data: ${text}\n\n`);
    else sendJson(response, 200, text);
  } else {
    const body = fault.body ?? JSON.stringify(asked.protocol.error(fault.status, 'no'));
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(body);
  }
};

const EVENTS = { 'content-type': 'text/event-stream' };

const cut = (response: ServerResponse, fault: Fault, asked: Asked): void => {
  const events = eventsOf(asked, { say: 'this answer was going to be longer' });
  const text = isStream(asked) ? events.slice(0, 2).map(renderEvent).join('') : '{"half": ';
  response.writeHead(200, isStream(asked) ? EVENTS : { 'content-type': 'application/json' });
  if (fault === 'cut-stream') response.end(text);
  else response.write(text, () => setTimeout(() => response.destroy(), 20));
};

const modelOf = ({ body }: Asked): string => (typeof body['model'] === 'string' ? body['model'] : 'fake');
const eventsOf = (asked: Asked, turn: Spoken): readonly FakeEvent[] => asked.protocol.events(turn, modelOf(asked));
const isStream = ({ body, path }: Asked): boolean => body['stream'] === true || path.includes(':stream');

const renderEvent = ({ event, data }: FakeEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;

const sendEvents = (response: ServerResponse, events: readonly FakeEvent[], end: string): void => {
  response.writeHead(200, EVENTS).end(events.map(renderEvent).join('') + end);
};

const sendJson = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
};

const readJson = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
};
