import type { z } from 'zod';
import { oneLine } from '../endpoint/redact.ts';
import { ModelError } from './failure.ts';
import type { Question, RawCall, Spoken } from './speaker.ts';
import type { AssistantMessage, ReplyContent, SaidCall, ToolCall } from './types.ts';

export type CheckedReply = ReplyContent & { readonly message: AssistantMessage };

/**
 * What the model said, as the question allows it. Throws ModelError `model-refused`, `model-answer-too-long`,
 * `model-malformed` or `model-empty`, with what was said and what it took.
 */
export const checkReply = (spoken: Spoken, question: Question): CheckedReply => {
  const { rawText } = spoken.said;
  const checked = spoken.said.rawCalls.map((call) => checkCall(call, question));
  const rawCalls = checked.map(({ said }) => said);
  const said = { rawText, rawCalls };
  const details = { said, usage: spoken.usage };
  const message: AssistantMessage = { role: 'assistant', ...said, continuation: spoken.continuation };
  if (spoken.finish === 'refused') {
    throw new ModelError(
      'model-refused',
      `it does not want to answer: ${oneLine(rawText) || 'no reason given'}`,
      details,
    );
  }
  if (spoken.finish === 'length') {
    throw new ModelError('model-answer-too-long', `its answer was cut at ${question.maxOutputTokens} tokens`, details);
  }
  const wrong = rawCalls.find(({ problem }) => problem !== undefined);
  if (wrong !== undefined) {
    throw new ModelError('model-malformed', `its call of ${oneLine(wrong.name)} is wrong: ${wrong.problem}`, details);
  }
  if (rawCalls.length === 0 && rawText.trim() === '') {
    throw new ModelError('model-empty', 'it ended without a word', details);
  }
  const content = sortContent(
    checked.map(({ call }) => call).filter((call) => call !== undefined),
    rawText,
    question,
  );
  if ('problem' in content) throw new ModelError('model-malformed', content.problem, details);
  return { ...content, message };
};

const sortContent = (
  calls: readonly ToolCall[],
  text: string,
  { answer }: Question,
): ReplyContent | { readonly problem: string } => {
  const given = calls.find(({ name }) => name === answer?.name);
  if (given !== undefined) return { kind: 'answer', text, answer: given.input };
  if (calls.length > 0) return { kind: 'calls', text, calls };
  if (answer === undefined) return { kind: 'text', text };
  const parsed = parseInput(unfenced(text), answer.schema);
  if ('problem' in parsed) return { problem: `its answer does not have the form ${answer.name}: ${parsed.problem}` };
  return { kind: 'answer', text: '', answer: parsed.input };
};

const checkCall = (
  raw: RawCall,
  { tools, answer }: Question,
): { readonly said: SaidCall; readonly call: ToolCall | undefined } => {
  const schema = answer?.name === raw.name ? answer.schema : tools?.find(({ name }) => name === raw.name)?.input;
  const parsed = schema === undefined ? { problem: 'there is no tool of this name' } : parseInput(raw.rawInput, schema);
  if ('problem' in parsed) return { said: { ...raw, problem: parsed.problem }, call: undefined };
  return { said: { ...raw, problem: undefined }, call: { id: raw.id, name: raw.name, input: parsed.input } };
};

type Parsed = { readonly input: unknown } | { readonly problem: string };

const MOST_ISSUES = 5;

const parseInput = (text: string, schema: z.ZodType): Parsed => {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch (error) {
    return { problem: `not JSON (${oneLine((error as Error).message).slice(0, 120)})` };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return { input: checked.data };
  const issues = checked.error.issues.slice(0, MOST_ISSUES);
  return { problem: issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${oneLine(message)}`).join('; ') };
};

/** The text inside of one pair of code fences, when there is nothing else. */
const unfenced = (text: string): string => /^\s*```(?:json)?\s*\n([^]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
