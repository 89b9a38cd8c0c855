import { ToolCallError } from '../../errors.ts';
import { buildName } from '../../git/index.ts';
import { showShort } from './plain-text.ts';

const maxPath = 1000;
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/**
 * A path inside the tree of a commit, from what a model wrote. A folder may end in `/`. ToolCallError `bad-path` for anything that could
 * be an option, a pattern of git, or a place outside of the tree.
 */
export function parsePath(raw: string): string {
  const path = raw.endsWith('/') ? raw.slice(0, -1) : raw;
  // A name in quotes is git's way to write odd bytes: what it stands for is checked.
  const name = buildName(path).toString('utf8');
  const wrong = whatIsWrong(path, name);
  if (wrong === undefined) return path;
  throw new ToolCallError(
    'bad-path',
    `${JSON.stringify(showShort(raw, 120))} is no path that can be asked for: ${wrong}. ` +
      'Write it as git lists it, from the uppermost folder of the repository, such as "drivers/net/tun.c"',
  );
}

function whatIsWrong(path: string, name: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.length > maxPath) return `it has more than ${maxPath} characters`;
  if (unseen.test(name) || !path.isWellFormed()) return 'it holds characters that cannot be seen';
  if (name.startsWith('/') || name.startsWith('~') || /^[A-Za-z]:[\\/]/.test(name))
    return 'it is not relative, and only the files that git keeps can be read';
  if (name.startsWith('-')) return 'it begins like an option';
  if (name.startsWith(':')) return 'it begins like a pattern; patterns are not known here';
  const parts = name.split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === ''))
    return "it has a part '.', '..' or an empty one";
  if (parts.some((part) => part.toLowerCase() === '.git')) return 'the folder of git itself is no part of the tree';
  return undefined;
}
