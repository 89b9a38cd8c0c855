import type { Clock } from '../clock.ts';
import type { Finish, Speaker, Spoken } from '../speaker.ts';
import type { Usage } from '../types.ts';
import { buildSdkOptions, readInput } from './prompt.ts';
import type { PromptTerms } from './prompt.ts';
import { readStream } from './stream.ts';
import type { SdkAnswer, SdkContent, SdkModel } from './types.ts';

export interface SdkTerms extends PromptTerms {
  readonly model: SdkModel;
  /** Answers come word by word, so that a broken connection is seen early. */
  readonly stream: boolean;
  readonly clock: Clock;
}

/** Any model of the `ai` family, asked below that library's own retries, so that there is one set of rules for waiting. */
export const makeSdkSpeaker = (terms: SdkTerms): Speaker => ({
  canUseTools: true,
  speak: async (question, signal) => {
    const options = { ...(await buildSdkOptions(question, terms)), abortSignal: signal };
    try {
      const answer = terms.stream
        ? await readStream((await terms.model.doStream(options)).stream, {
            onText: question.onText,
            answer: question.answer?.name,
          })
        : await terms.model.doGenerate(options);
      return buildSpoken(answer, terms.modelId);
    } catch (error) {
      const { explainSdkFailure } = await import('./failure.ts');
      throw explainSdkFailure(error, terms.clock.now());
    }
  },
  close: () => Promise.resolve(),
});

const buildSpoken = ({ content, finishReason, usage, warnings }: SdkAnswer, modelId: string): Spoken => ({
  said: {
    rawText: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''),
    rawCalls: content.flatMap((part) =>
      part.type === 'tool-call' ? [{ id: part.toolCallId, name: part.toolName, rawInput: part.input }] : [],
    ),
  },
  continuation: { model: modelId, parts: content.flatMap(toPromptPart) },
  finish: FINISHES[finishReason.unified] ?? 'ended',
  usage: readUsage(usage),
  notes: warnings.map((warning) => JSON.stringify(warning)),
});

const FINISHES: Readonly<Record<string, Finish>> = { length: 'length', 'content-filter': 'refused' };

const toPromptPart = (part: SdkContent): unknown[] => {
  const metadata = 'providerMetadata' in part ? part.providerMetadata : undefined;
  const options = metadata === undefined ? {} : { providerOptions: metadata };
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text, ...options }];
  if (part.type === 'reasoning') return [{ type: 'reasoning', text: part.text, ...options }];
  if (part.type !== 'tool-call') return [];
  const { toolCallId, toolName, input } = part;
  return [{ type: 'tool-call', toolCallId, toolName, input: readInput(input), ...options }];
};

const readUsage = ({ inputTokens, outputTokens }: SdkAnswer['usage']): Usage | undefined =>
  inputTokens.total === undefined || outputTokens.total === undefined
    ? undefined
    : {
        inputTokens: inputTokens.total,
        cachedInputTokens: inputTokens.cacheRead ?? 0,
        outputTokens: outputTokens.total,
      };
