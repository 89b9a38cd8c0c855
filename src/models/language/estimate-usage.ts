import { renderJsonSchema } from './speaker.ts';
import type { Question } from './speaker.ts';
import { estimateTokens } from './tokens.ts';
import type { Said, Usage } from './types.ts';

/** What a question and its answer take, where nobody counted: programs, and services that do not say. */
export const estimateUsage = async (
  { system, messages, tools = [], answer }: Question,
  said: Pick<Said, 'rawText'> & { readonly rawCalls: readonly { readonly rawInput: string }[] },
): Promise<Usage> => {
  const forms = [...tools.map((tool) => tool.input), ...(answer === undefined ? [] : [answer.schema])];
  const schemas = await Promise.all(forms.map(async (form) => JSON.stringify(await renderJsonSchema(form))));
  const asked = [system, ...messages.map(textOf), ...schemas];
  return {
    estimated: true,
    inputTokens: sum(asked),
    cachedInputTokens: 0,
    outputTokens: sum([said.rawText, ...said.rawCalls.map(({ rawInput }) => rawInput)]),
  };
};

const textOf = (message: Question['messages'][number]): string =>
  message.role === 'assistant'
    ? [message.rawText, ...message.rawCalls.map(({ rawInput }) => rawInput)].join('\n')
    : message.text;

const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + estimateTokens(text), 0);
