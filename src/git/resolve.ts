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
  const digits = /^[0-9a-f]{4,}/i.exec(asked)?.[0];
  if (digits === undefined || (await reader.read(digits)).kind !== 'ambiguous') return undefined;
  const candidates = await findCandidates(git, digits);
  if (candidates.length < 2) return undefined;
  throw new UsageError(
    'ambiguous-revision',
    `${JSON.stringify(asked)} fits ${candidates.length} commits: ${candidates.slice(0, 8).join(', ')}; write more digits`,
  );
}

async function findCandidates(git: Git, digits: string): Promise<string[]> {
  const ids = await git.read(['rev-parse', `--disambiguate=${digits}`]);
  const types = await git.read(['cat-file', '--batch-check=%(objecttype) %(objectname)'], { input: ids });
  return types
    .toString('latin1')
    .split('\n')
    .flatMap((line) => (line.startsWith('commit ') ? [line.slice('commit '.length)] : []));
}
