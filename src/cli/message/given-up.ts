import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { cleanMessage } from '../../message/index.ts';
import { readTemplatePath, type MessageRequest } from '../../run/index.ts';
import type { MessageCall } from './options.ts';

/** Whether a person gave the commit up, by the signs that git itself goes by: then git says it, and a hook has nothing to add. */
export async function isGivenUp({ session }: MessageCall, { of }: MessageRequest): Promise<boolean> {
  if ('revisions' in of) return false;
  const message = cleanMessage(of.text, of.commentSign);
  if (isUnsaid(message)) return true;
  const { repo } = session.options;
  const template = await readTemplatePath(repo);
  if (template === undefined) return false;
  const text = readOr(isAbsolute(template) ? template : join(repo, template), '');
  return sayOnly(message) === sayOnly(cleanMessage(text, of.commentSign));
}

const withoutSigners = (message: string): readonly string[] =>
  message.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Signed-off-by: '));

const isUnsaid = (message: string): boolean => withoutSigners(message).length === 0;

const sayOnly = (message: string): string => withoutSigners(message).join('\n');

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
