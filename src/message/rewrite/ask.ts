import { z } from 'zod';
import { ModelError, type AnswerForm, type LanguageModel, type ModelMessage } from '../../models/index.ts';
import { checkRewrite, type CheckedRewrite, type RewriteRules } from './check.ts';
import { splitMessage, type MessageParts } from './parts.ts';
import { plural } from '../../plural.ts';

export interface RewriteRequest extends RewriteRules {
  readonly model: LanguageModel;
  readonly prompt: string;
  readonly text: string;
  readonly signal?: AbortSignal | undefined;
}

/** What came of asking for better words. */
export type RewriteEnd =
  | ({ readonly kind: 'rewritten' } & CheckedRewrite)
  /** The model gave nothing that can be used. */
  | { readonly kind: 'silent'; readonly why: string };

/** Questions in all: what a check finds is said to the model, twice at most. */
const QUESTIONS = 3;

/** Asks for the same in better English; parts that say anything else are asked for again, and else stay as they were. */
export async function rewriteMessage(request: RewriteRequest): Promise<RewriteEnd> {
  const parts = splitMessage(request.text);
  const form = buildForm(parts);
  const messages: ModelMessage[] = [{ role: 'user', text: renderParts(parts) }];
  let best: CheckedRewrite | undefined;
  let why = 'the model gave no answer in the form';
  for (let question = 0; question < QUESTIONS; question += 1) {
    try {
      const reply = await request.model.ask({ system: request.prompt, messages, answer: form, signal: request.signal });
      const answer = ANSWER.safeParse(reply.kind === 'answer' ? reply.answer : undefined);
      messages.push(reply.message);
      if (!answer.success) {
        messages.push({
          role: 'user',
          text: `Answer in the form: subject, and ${plural(textsOf(parts).length, 'part')}.`,
        });
        continue;
      }
      const checked = checkRewrite(parts, { title: answer.data.subject, texts: answer.data.parts }, request);
      best = best === undefined || checked.refused.length < best.refused.length ? checked : best;
      if (checked.refused.length === 0) break;
      messages.push({ role: 'user', text: teach(checked) });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      why = error.message;
    }
  }
  return best === undefined ? { kind: 'silent', why } : { kind: 'rewritten', ...best };
}

const textsOf = ({ parts }: MessageParts): readonly string[] =>
  parts.flatMap((part) => (part.kind === 'prose' ? [part.text] : []));

const ANSWER = z.object({ subject: z.string(), parts: z.array(z.string()) });

/** Better words are not much longer; a model file also needs a bound to end at, and is slow with a wide one. */
const roomFor = (text: string): number => Math.ceil(text.length * 1.5) + 40;

function buildForm(parts: MessageParts): AnswerForm {
  const texts = textsOf(parts);
  const room = Math.max(0, ...texts.map(roomFor));
  return {
    name: 'rewritten_message',
    description: `The same message in better English: its subject without the prefix, and its ${plural(texts.length, 'part')} in order.`,
    schema: z.object({
      subject: z.string().max(roomFor(parts.title)).describe('the subject without its prefix, one line'),
      parts: z.array(z.string().max(room)).length(texts.length).describe('one text for each part, in order'),
    }),
  };
}

const renderParts = (parts: MessageParts): string =>
  [
    `Subject${parts.prefix === '' ? '' : ` (behind the prefix "${parts.prefix.trim()}")`}: ${parts.title}`,
    ...textsOf(parts).map((text, at) => `Part ${at + 1}: ${text}`),
  ].join('\n\n');

/** What was wrong, for the model to do better. */
const teach = ({ refused }: CheckedRewrite): string =>
  [
    'Some of it does not say the same. Give all parts again, and mend these:',
    ...refused.map(
      ({ part, differences }) => `- ${part}: ${differences.map(({ kind, word }) => `${kind} "${word}"`).join(', ')}`,
    ),
  ].join('\n');
