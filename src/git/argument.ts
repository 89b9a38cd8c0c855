import { UnjudgeableError } from '../errors.ts';
import { buildName } from './name.ts';

/**
 * A file name as an argument of a process. UnjudgeableError `name-unsayable` for one that is not UTF-8 or holds a NUL: node hands
 * processes text only.
 */
export function buildPathArgument(path: string): string {
  const bytes = buildName(path);
  const text = bytes.toString('utf8');
  if (text === '' || text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes))
    throw new UnjudgeableError('name-unsayable', `the name ${path} cannot be handed to git: it is not valid UTF-8`);
  return text;
}
