import { ModelError } from '../failure.ts';
import type { SdkAnswer, SdkContent, SdkStream } from './types.ts';

type Part = SdkStream extends ReadableStream<infer Each> ? Each : never;

/**
 * A stream as the answer that it adds up to. Throws what the stream reports, and `model-unavailable` when it ends
 * before its end was said: what came until then is no answer.
 */
export const readStream = async (stream: SdkStream, listener: StreamListener = {}): Promise<SdkAnswer> => {
  const heard = makeListener(listener);
  const open = new Map<string, OpenBlock>();
  const content: SdkContent[] = [];
  let warnings: SdkAnswer['warnings'] = [];
  let finish: Extract<Part, { type: 'finish' }> | undefined;
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    heard(part);
    if (part.type === 'stream-start') ({ warnings } = part);
    else if (part.type === 'finish') finish = part;
    else if (part.type === 'tool-call') content.push(part);
    else followBlock(part, open, content);
  }
  if (finish === undefined || isCut(finish.finishReason)) throw cut();
  return { content, warnings, usage: finish.usage, finishReason: finish.finishReason };
};

/** Who wants to hear words before the answer is whole. */
export interface StreamListener {
  readonly onText?: ((text: string) => void) | undefined;
  /** Name of the tool whose input is the answer; inputs of others are no words. */
  readonly answer?: string | undefined;
}

const makeListener = ({ onText, answer }: StreamListener): ((part: Part) => void) => {
  const forms = new Set<string>();
  return (part) => {
    if (part.type === 'tool-input-start' && part.toolName === answer) forms.add(part.id);
    const isWord = part.type === 'text-delta' || (part.type === 'tool-input-delta' && forms.has(part.id));
    if (isWord) onText?.(part.delta);
  };
};

type OpenBlock = Extract<SdkContent, { type: 'text' | 'reasoning' }>;

const followBlock = (part: Part, open: Map<string, OpenBlock>, content: SdkContent[]): void => {
  if (part.type === 'text-start' || part.type === 'reasoning-start') {
    const block: OpenBlock = { type: part.type === 'text-start' ? 'text' : 'reasoning', text: '', ...metadataOf(part) };
    open.set(part.id, block);
    content.push(block);
  }
  const isDelta = part.type === 'text-delta' || part.type === 'reasoning-delta';
  if (!isDelta && part.type !== 'text-end' && part.type !== 'reasoning-end') return;
  const block = open.get(part.id);
  if (block === undefined) return;
  if (isDelta) block.text += part.delta;
  Object.assign(block, metadataOf(part));
};

const metadataOf = ({ providerMetadata }: Pick<OpenBlock, 'providerMetadata'>) =>
  providerMetadata === undefined ? {} : { providerMetadata };

/** Adapters say `interrupted`, or leave the reason of the service out, when a stream just stops. */
const isCut = ({ unified, raw }: SdkAnswer['finishReason']): boolean =>
  unified === 'interrupted' || (unified === 'other' && raw === undefined);

const cut = (): ModelError =>
  new ModelError('model-unavailable', 'its answer broke off before its end', { retry: true });
