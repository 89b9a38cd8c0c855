import { FAKE_TOKENS, halves, inputText } from './turns.ts';
import type { FakeEvent, Protocol, Spoken } from './turns.ts';

type Block = Readonly<Record<string, unknown>>;

const usage = {
  input_tokens: FAKE_TOKENS.input - FAKE_TOKENS.cached,
  cache_read_input_tokens: FAKE_TOKENS.cached,
  cache_creation_input_tokens: 0,
  output_tokens: FAKE_TOKENS.output,
};

const stopOf = (turn: Spoken): string => {
  if ('refuse' in turn) return 'refusal';
  if (turn.cutAtLimit === true) return 'max_tokens';
  return (turn.calls?.length ?? 0) > 0 ? 'tool_use' : 'end_turn';
};

const textOf = (turn: Spoken): string => ('refuse' in turn ? turn.refuse : turn.say);

const callsOf = (turn: Spoken) => ('refuse' in turn ? [] : (turn.calls ?? []));

const blocksOf = (turn: Spoken): Block[] => [
  ...(textOf(turn) === '' ? [] : [{ type: 'text', text: textOf(turn) }]),
  ...callsOf(turn).map(({ name, input }, index) => ({ type: 'tool_use', id: `toolu_${index}`, name, input })),
];

const messageOf = (turn: Spoken, model: string) => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model, usage },
  ...{ content: blocksOf(turn), stop_reason: stopOf(turn), stop_sequence: null },
});

const blockEvents = (block: Block, deltas: readonly Block[], index: number): Block[] => [
  { type: 'content_block_start', index, content_block: block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];

/** Messages: https://docs.anthropic.com/en/api/messages-streaming */
export const messages: Protocol = {
  end: '',
  error: (_, message) => ({ type: 'error', error: { type: 'api_error', message } }),
  streamError: (message) => ({ event: 'error', data: { type: 'error', error: { type: 'overloaded_error', message } } }),
  whole: messageOf,
  events: (turn, model) => {
    const start = { ...messageOf(turn, model), content: [], stop_reason: null };
    const text = halves(textOf(turn)).map((part) => ({ type: 'text_delta', text: part }));
    const texts = text.length === 0 ? [] : [[{ type: 'text', text: '' }, text] as const];
    const calls = callsOf(turn).map((call, at) => {
      const deltas = halves(inputText(call)).map((partial_json) => ({ type: 'input_json_delta', partial_json }));
      return [{ type: 'tool_use', id: `toolu_${at}`, name: call.name, input: {} }, deltas] as const;
    });
    const events: Block[] = [
      { type: 'message_start', message: start },
      ...[...texts, ...calls].flatMap(([block, deltas], index) => blockEvents(block, deltas, index)),
      { type: 'message_delta', delta: { stop_reason: stopOf(turn), stop_sequence: null }, usage },
      { type: 'message_stop' },
    ];
    return events.map((data): FakeEvent => ({ event: data['type'] as string, data }));
  },
};
