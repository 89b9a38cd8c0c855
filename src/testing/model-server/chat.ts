import { FAKE_TOKENS, halves, inputText } from './turns.ts';
import type { FakeEvent, Protocol, Spoken } from './turns.ts';

const usage = {
  prompt_tokens: FAKE_TOKENS.input,
  completion_tokens: FAKE_TOKENS.output,
  total_tokens: FAKE_TOKENS.input + FAKE_TOKENS.output,
  prompt_tokens_details: { cached_tokens: FAKE_TOKENS.cached },
};

const finishOf = (turn: Spoken): string => {
  if ('refuse' in turn) return 'stop';
  if (turn.cutAtLimit === true) return 'length';
  return (turn.calls?.length ?? 0) > 0 ? 'tool_calls' : 'stop';
};

const messageOf = (turn: Spoken): Record<string, unknown> => {
  if ('refuse' in turn) return { role: 'assistant', content: null, refusal: turn.refuse };
  const calls = (turn.calls ?? []).map((call, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: { name: call.name, arguments: inputText(call) },
  }));
  return { role: 'assistant', content: turn.say, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
};

const deltas = (turn: Spoken): Record<string, unknown>[] => {
  if ('refuse' in turn) return [{ role: 'assistant' }, { refusal: turn.refuse }];
  const words = halves(turn.say).map((content) => ({ content }));
  const calls = (turn.calls ?? []).flatMap((call, index) => [
    { tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name: call.name, arguments: '' } }] },
    ...halves(inputText(call)).map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ]);
  return [{ role: 'assistant', content: '' }, ...words, ...calls];
};

/** Chat completions: https://platform.openai.com/docs/api-reference/chat */
export const chat: Protocol = {
  end: 'data: [DONE]\n\n',
  error: (_, message) => ({ error: { message, type: 'error', param: null, code: null } }),
  streamError: (message) => ({ data: { error: { message, type: 'server_error', param: null, code: null } } }),
  whole: (turn, model) => ({
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model, usage },
    choices: [{ index: 0, message: messageOf(turn), finish_reason: finishOf(turn) }],
  }),
  events: (turn, model) => {
    const chunk = (choices: readonly unknown[], rest = {}): FakeEvent => ({
      data: { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices, ...rest },
    });
    return [
      ...deltas(turn).map((delta) => chunk([{ index: 0, delta, finish_reason: null }])),
      chunk([{ index: 0, delta: {}, finish_reason: finishOf(turn) }]),
      chunk([], { usage }),
    ];
  },
};
