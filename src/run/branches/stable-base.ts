import { UnjudgeableError } from '../../errors.ts';
import type { Repository, Sha } from '../../git/index.ts';

/** `Linux 6.16.1`, as the Makefile of a kernel tree names itself; undefined in other projects. */
export async function readStableBase(repository: Repository, tip: Sha): Promise<string | undefined> {
  const text = await readMakefile(repository, tip);
  const numbers = ['VERSION', 'PATCHLEVEL', 'SUBLEVEL'].map(
    (name) => new RegExp(String.raw`^${name} = (\d{1,4})$`, 'm').exec(text)?.[1],
  );
  return numbers.includes(undefined) ? undefined : `Linux ${numbers.join('.')}`;
}

async function readMakefile(repository: Repository, tip: Sha): Promise<string> {
  try {
    return (await repository.file(tip, 'Makefile'))?.toString('utf8', 0, 4096) ?? '';
  } catch (error) {
    if (error instanceof UnjudgeableError) return '';
    throw error;
  }
}
