import { UsageError } from '../errors.ts';
import type { ObjectReader } from './cat-file.ts';
import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

export interface Resolver {
  readonly git: Git;
  readonly reader: ObjectReader;
}

/** The commit that a revision names, or undefined. UsageError `ambiguous-revision` when a short id fits several. */
export async function resolveRevision({ git, reader }: Resolver, revision: string): Promise<Sha | undefined> {
  const asked = revision.trim();
  if (asked === '' || /[\n\0]/.test(asked)) return undefined;
  const reply = await reader.read(`${asked}^{commit}`);
  if (reply.kind === 'object' && isSha(reply.sha)) return reply.sha;
  if (reply.kind === 'too-large' && isSha(reply.sha)) return reply.sha;
  if (reply.kind === 'ambiguous') throw await ambiguityError(git, asked);
  return undefined;
}

async function ambiguityError(git: Git, revision: string): Promise<UsageError> {
  const prefix = /^[0-9a-f]+/i.exec(revision)?.[0] ?? '';
  const ids = prefix === '' ? '' : (await git.read(['rev-parse', `--disambiguate=${prefix}`])).toString('latin1');
  const types = await git.read(['cat-file', '--batch-check=%(objecttype) %(objectname)'], { input: ids });
  const commits = types
    .toString('latin1')
    .split('\n')
    .flatMap((line) => (line.startsWith('commit ') ? [line.slice(7)] : []));
  return new UsageError(
    'ambiguous-revision',
    `${JSON.stringify(revision)} fits ${commits.length} commits: ${commits.slice(0, 8).join(', ')}; write more digits`,
  );
}
