/** A tool call that the fake model makes; a text as input is sent as it is, so that it may be wrong. */
export interface FakeCall {
  readonly name: string;
  readonly input: unknown;
}

/** What the fake says to one request. */
export type Turn =
  | { readonly say: string; readonly calls?: readonly FakeCall[]; readonly cutAtLimit?: boolean }
  | { readonly refuse: string }
  | { readonly fault: Fault };

export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Never answers. */
  | 'hang'
  /** Begins an answer and closes the connection. */
  | 'cut-connection'
  /** Begins an answer and ends the stream as if it were whole. */
  | 'cut-stream'
  /** Begins an answer and says in the middle that it failed; a whole answer is status 503 instead. */
  | 'failing-stream'
  /** Status 200 and a body that is no JSON. */
  | 'broken-json'
  /** JSON that is none of the protocol's. */
  | 'wrong-shape';

export type Spoken = Exclude<Turn, { readonly fault: Fault }>;

/** Tokens that every answer of the fake costs: 100 in, 40 of them cached, 20 out. */
export const FAKE_TOKENS = { input: 100, cached: 40, output: 20 } as const;

/** One protocol: how an answer looks whole, and as events. */
export interface Protocol {
  readonly whole: (turn: Spoken, model: string) => unknown;
  /** Each with its name, for protocols that name events. */
  readonly events: (turn: Spoken, model: string) => readonly FakeEvent[];
  /** The end mark of a stream, or none. */
  readonly end: string;
  readonly error: (status: number, message: string) => unknown;
  /** How a stream says that it failed. */
  readonly streamError: (message: string) => FakeEvent;
}

export interface FakeEvent {
  readonly event?: string;
  readonly data: unknown;
}

export const inputText = ({ input }: FakeCall): string => (typeof input === 'string' ? input : JSON.stringify(input));

/** A text in two halves, as a stream would bring it; an empty text has none. */
export const halves = (text: string): readonly string[] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((part) => part !== '');
};
