import { z } from 'zod';
import type { AnswerForm, Tool } from '../models/index.ts';
import { estimateTokens } from './tokens.ts';

const known = new WeakMap<z.ZodType, number>();

/** Tokens that a form and the tools beside it take in a question, estimated from their JSON Schemas. */
export const estimateFormRoom = (form: AnswerForm, tools: readonly Tool[]): number =>
  roomOf(form.schema) +
  estimateTokens(form.description) +
  tools.reduce((sum, tool) => sum + roomOf(tool.input) + estimateTokens(tool.description), 0);

const roomOf = (schema: z.ZodType): number => {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const room = estimateTokens(JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })));
  known.set(schema, room);
  return room;
};
