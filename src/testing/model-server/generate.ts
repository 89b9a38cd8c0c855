import { FAKE_TOKENS, halves } from './turns.ts';
import type { Protocol, Spoken } from './turns.ts';

const usageMetadata = {
  promptTokenCount: FAKE_TOKENS.input,
  cachedContentTokenCount: FAKE_TOKENS.cached,
  candidatesTokenCount: FAKE_TOKENS.output,
  totalTokenCount: FAKE_TOKENS.input + FAKE_TOKENS.output,
};

type Part = Readonly<Record<string, unknown>>;

const finishOf = (turn: Spoken): string => {
  if ('refuse' in turn) return 'SAFETY';
  return turn.cutAtLimit === true ? 'MAX_TOKENS' : 'STOP';
};

const callParts = (turn: Spoken): Part[] =>
  'refuse' in turn
    ? []
    : (turn.calls ?? []).map(({ name, input }) => ({ functionCall: { name, args: input }, thoughtSignature: 'c2ln' }));

const answerOf = (parts: readonly Part[], finishReason: string | undefined) => ({
  candidates: [
    { content: { role: 'model', parts }, index: 0, ...(finishReason === undefined ? {} : { finishReason }) },
  ],
  usageMetadata,
});

const texts = (turn: Spoken): Part[] => halves('refuse' in turn ? '' : turn.say).map((text) => ({ text }));

/** Generate content: https://ai.google.dev/api/generate-content */
export const generate: Protocol = {
  end: '',
  error: (status, message) => ({ error: { code: status, message, status: 'ERROR' } }),
  streamError: (message) => ({ data: { error: { code: 503, message, status: 'UNAVAILABLE' } } }),
  whole: (turn) => answerOf([...texts(turn), ...callParts(turn)], finishOf(turn)),
  events: (turn) => [
    ...texts(turn).map((part) => ({ data: answerOf([part], undefined) })),
    ...callParts(turn).map((part) => ({ data: answerOf([part], undefined) })),
    { data: answerOf([], finishOf(turn)) },
  ],
};
