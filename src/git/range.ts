import { UsageError } from '../errors.ts';
import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

export interface RangeReader {
  readonly git: Git;
  readonly resolve: (revision: string) => Promise<Sha | undefined>;
}

/** Non-merge commits of `a..b`, `a...b`, `^a b`, newest first; one or several plain revisions mean just those commits. */
export async function readRange(reader: RangeReader, expression: string): Promise<readonly Sha[]> {
  const words = expression.split(' ').filter((word) => word !== '');
  const refused = words.find((word) => word.startsWith('-'));
  if (words.length === 0 || refused !== undefined || /[\n\r\0\t]/.test(expression))
    throw unknownRange(expression, refused);
  const plain = words.every((word) => !word.startsWith('^') && !word.includes('..'));
  if (plain) return Promise.all(words.map((word) => tip(reader, expression, word)));
  const lines = await Promise.all(words.map((word) => lineOf(reader, expression, word)));
  const output = await reader.git.read(['rev-list', '--no-merges', '--stdin'], { input: `${lines.join('\n')}\n` });
  return output.toString('latin1').split('\n').filter(isSha);
}

async function lineOf(reader: RangeReader, expression: string, word: string): Promise<string> {
  const range = /^(.*?)(\.{2,3})(.*)$/.exec(word);
  if (range === null) {
    return word.startsWith('^') ? `^${await tip(reader, expression, word.slice(1))}` : tip(reader, expression, word);
  }
  const [, from = '', dots = '..', to = ''] = range;
  return `${await tip(reader, expression, from || 'HEAD')}${dots}${await tip(reader, expression, to || 'HEAD')}`;
}

async function tip(reader: RangeReader, expression: string, revision: string): Promise<Sha> {
  const sha = await reader.resolve(revision);
  if (sha === undefined) throw unknownRange(expression, revision);
  return sha;
}

function unknownRange(expression: string, part: string | undefined): UsageError {
  const what = part === undefined ? '' : `: ${JSON.stringify(part)} names no commit here`;
  return new UsageError(
    'unknown-range',
    `unknown range ${JSON.stringify(expression)}${what}; write it as v6.11..v6.12, ^old new or one commit, with names that git branch -a or git tag shows`,
  );
}
