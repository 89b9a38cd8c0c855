import { UnjudgeableError } from '../errors.ts';
import { compileMaintainers, parseMaintainers, type MaintainersIndex } from '../evidence/index.ts';
import type { Repository } from '../git/index.ts';
import type { Selection } from '../mail/index.ts';

/** Who looks after which files, as mainline had it at the end of the selection's day; undefined where there is no such file, or it is not here. */
export async function readKeepers(
  repository: Repository,
  { mainline, asOf }: Pick<Selection, 'mainline' | 'asOf'>,
): Promise<MaintainersIndex | undefined> {
  const newest = await repository.resolve(mainline);
  if (newest === undefined) return undefined;
  try {
    const tip = await repository.tip({ tip: newest, until: Date.parse(asOf) / 1000 });
    const bytes = tip === undefined ? undefined : await repository.file(tip, 'MAINTAINERS');
    const entries = parseMaintainers(bytes?.toString('utf8') ?? '');
    return entries.length === 0 ? undefined : compileMaintainers(entries);
  } catch (error) {
    if (error instanceof UnjudgeableError) return undefined;
    throw error;
  }
}
