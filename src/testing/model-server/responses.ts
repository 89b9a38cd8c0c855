import { FAKE_TOKENS, halves, inputText } from './turns.ts';
import type { FakeEvent, Protocol, Spoken } from './turns.ts';

const usage = {
  input_tokens: FAKE_TOKENS.input,
  input_tokens_details: { cached_tokens: FAKE_TOKENS.cached },
  output_tokens: FAKE_TOKENS.output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: FAKE_TOKENS.input + FAKE_TOKENS.output,
};

type Item = Readonly<Record<string, unknown>>;

const itemsOf = (turn: Spoken): Item[] => {
  const message = (content: readonly Item[]): Item => ({
    ...{ type: 'message', id: 'msg_1', status: 'completed', role: 'assistant' },
    content,
  });
  if ('refuse' in turn) return [message([{ type: 'refusal', refusal: turn.refuse }])];
  const calls = (turn.calls ?? []).map((call, index) => ({
    ...{ type: 'function_call', id: `fc_${index}`, call_id: `call_${index}`, status: 'completed' },
    ...{ name: call.name, arguments: inputText(call) },
  }));
  const text = turn.say === '' ? [] : [message([{ type: 'output_text', text: turn.say, annotations: [] }])];
  return [...text, ...calls];
};

const wasCut = (turn: Spoken): boolean => 'cutAtLimit' in turn && turn.cutAtLimit;

const envelope = (turn: Spoken, model: string, output: readonly Item[]): Item => ({
  ...{ id: 'resp_1', object: 'response', created_at: 1, model, output, usage, error: null },
  status: wasCut(turn) ? 'incomplete' : 'completed',
  incomplete_details: wasCut(turn) ? { reason: 'max_output_tokens' } : null,
});

const itemEvents = (item: Item, output_index: number): Item[] => {
  const place = { item_id: item['id'], output_index };
  const added = { type: 'response.output_item.added', output_index, item: emptied(item) };
  const done = { type: 'response.output_item.done', output_index, item };
  if (item['type'] === 'function_call') {
    const parts = halves(item['arguments'] as string);
    const type = 'response.function_call_arguments';
    return [
      added,
      ...parts.map((delta) => ({ type: `${type}.delta`, ...place, delta })),
      { type: `${type}.done`, ...place, arguments: item['arguments'] },
      done,
    ];
  }
  const [content] = item['content'] as readonly Item[];
  const isRefusal = content['type'] === 'refusal';
  const text = content[isRefusal ? 'refusal' : 'text'] as string;
  const type = isRefusal ? 'response.refusal' : 'response.output_text';
  return [
    added,
    ...halves(text).map((delta) => ({ type: `${type}.delta`, ...place, content_index: 0, delta })),
    { type: `${type}.done`, ...place, content_index: 0, [isRefusal ? 'refusal' : 'text']: text },
    done,
  ];
};

const emptied = (item: Item): Item =>
  item['type'] === 'function_call'
    ? { ...item, arguments: '', status: 'in_progress' }
    : { ...item, content: [], status: 'in_progress' };

/** Responses: https://platform.openai.com/docs/api-reference/responses */
export const responses: Protocol = {
  end: '',
  error: (_, message) => ({ error: { message, type: 'error', param: null, code: null } }),
  streamError: (message) => ({
    event: 'error',
    data: {
      type: 'error',
      sequence_number: 9,
      error: { type: 'server_error', code: 'server_error', message, param: null },
    },
  }),
  whole: (turn, model) => envelope(turn, model, itemsOf(turn)),
  events: (turn, model) => {
    const items = itemsOf(turn);
    const created = { type: 'response.created', response: { ...envelope(turn, model, []), status: 'in_progress' } };
    const type = wasCut(turn) ? 'response.incomplete' : 'response.completed';
    const events: Item[] = [
      created,
      ...items.flatMap((item, at) => itemEvents(item, at)),
      { type, response: envelope(turn, model, items) },
    ];
    return events.map((data, sequence_number): FakeEvent => ({
      event: data['type'] as string,
      data: { ...data, sequence_number },
    }));
  },
};
