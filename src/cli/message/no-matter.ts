import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { cleanMessage } from '../../message/index.ts';
import { readTemplatePath, type MessageRequest } from '../../run/index.ts';
import type { MessageCall } from './options.ts';

/** Made to be folded into another commit by a rebase, and gone then. */
const FOLDED = /^(?:fixup|squash|amend)! /;

/**
 * Whether a hook has nothing to say: the commit is given up, by the signs that git itself goes by and tells a person of, or it only waits to
 * be folded into another one.
 */
export async function isNoMatter({ session }: MessageCall, { of }: MessageRequest): Promise<boolean> {
  if ('revisions' in of) return false;
  const [written] = of.texts;
  const message = cleanMessage(written.text, written.commentSign);
  if (isUnsaid(message) || FOLDED.test(message)) return true;
  const { repo } = session.options;
  const template = await readTemplatePath(repo);
  if (template === undefined) return false;
  const text = readOr(isAbsolute(template) ? template : join(repo, template), '');
  return sayOnly(message) === sayOnly(cleanMessage(text, written.commentSign));
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
