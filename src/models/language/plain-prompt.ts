import { renderJsonSchema } from './speaker.ts';
import type { Question } from './speaker.ts';

/** What a model without the interface of messages and schemas is told about the form of its answer. */
export const renderFormRequest = async ({ answer }: Pick<Question, 'answer'>): Promise<string> => {
  if (answer === undefined) return '';
  const schema = JSON.stringify(await renderJsonSchema(answer.schema));
  return `Answer with one JSON object and nothing else. ${answer.description}\nIt must fit this JSON Schema:\n${schema}`;
};

/** The whole conversation as one text, for programs. */
export const renderPlainPrompt = async (question: Question): Promise<string> => {
  const turns = question.messages.map((message) => {
    if (message.role === 'user') return message.text;
    return message.role === 'assistant' ? `You answered:\n${message.rawText}` : `Result:\n${message.text}`;
  });
  const parts = [question.system, ...turns, await renderFormRequest(question)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};
