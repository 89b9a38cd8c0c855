import { renderJsonSchema } from '../speaker.ts';
import type { Question } from '../speaker.ts';
import type { AnswerForm, AssistantMessage, ModelMessage, Tool } from '../types.ts';
import type { SdkMessage, SdkOptions } from './types.ts';

export interface PromptTerms {
  /** Continuations of other models are not sent. */
  readonly modelId: string;
  /** How an answer is held to its form where there are no other tools. */
  readonly answerBy: 'tool' | 'json-schema';
  readonly providerOptions: SdkOptions['providerOptions'];
}

/** A question as the models of the `ai` family take it. */
export const buildSdkOptions = async (
  question: Question,
  { modelId, answerBy, providerOptions }: PromptTerms,
): Promise<SdkOptions> => ({
  prompt: [
    { role: 'system', content: question.system },
    ...question.messages.map((message) => renderMessage(message, modelId)),
  ],
  maxOutputTokens: question.maxOutputTokens,
  ...(question.temperature === undefined ? {} : { temperature: question.temperature }),
  ...(providerOptions === undefined ? {} : { providerOptions }),
  ...(await bindAnswer(question, answerBy)),
});

type Binding = Pick<SdkOptions, 'tools' | 'toolChoice' | 'responseFormat'>;

const bindAnswer = async ({ tools = [], answer, mustAnswer }: Question, answerBy: string): Promise<Binding> => {
  if (answer === undefined) {
    if (tools.length === 0) return {};
    return { tools: await renderTools(tools), toolChoice: { type: mustAnswer === true ? 'none' : 'auto' } };
  }
  if (tools.length === 0 && answerBy === 'json-schema') {
    const { name, description, schema } = answer;
    return { responseFormat: { type: 'json', name, description, schema: await renderJsonSchema(schema) } };
  }
  const due = tools.length === 0 || mustAnswer === true;
  return {
    tools: await renderTools([...tools, submitTool(answer)]),
    toolChoice: due ? { type: 'tool', toolName: answer.name } : { type: 'required' },
  };
};

const submitTool = ({ name, description, schema }: AnswerForm): Tool => ({ name, description, input: schema });

const renderTools = (tools: readonly Tool[]): Promise<NonNullable<SdkOptions['tools']>> =>
  Promise.all(
    tools.map(async ({ name, description, input }) => ({
      type: 'function' as const,
      name,
      description,
      inputSchema: await renderJsonSchema(input),
    })),
  );

const renderMessage = (message: ModelMessage, modelId: string): SdkMessage => {
  if (message.role === 'user') return { role: 'user', content: [{ type: 'text', text: message.text }] };
  if (message.role === 'assistant') return { role: 'assistant', content: renderAssistant(message, modelId) };
  const { callId, name, text } = message;
  const output = { type: 'text' as const, value: text };
  return { role: 'tool', content: [{ type: 'tool-result', toolCallId: callId, toolName: name, output }] };
};

type AssistantContent = Extract<SdkMessage, { role: 'assistant' }>['content'];

const renderAssistant = (message: AssistantMessage, modelId: string): AssistantContent => {
  if (message.continuation?.model === modelId) return message.continuation.parts as AssistantContent;
  const text = message.rawText === '' ? [] : [{ type: 'text' as const, text: message.rawText }];
  return [
    ...text,
    ...message.rawCalls.map(({ id, name, rawInput }) => ({
      type: 'tool-call' as const,
      toolCallId: id,
      toolName: name,
      input: readInput(rawInput),
    })),
  ];
};

/** Services take only objects as input of a call, also of one that was wrong. */
export const readInput = (rawInput: string): unknown => {
  try {
    const value: unknown = JSON.parse(rawInput.trim() === '' ? '{}' : rawInput);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Shown to the model as it was written.
  }
  return { unreadable: rawInput };
};
