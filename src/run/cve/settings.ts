import type { Config } from '../../config.ts';
import { findOwnGitFolder, findWorkTree, hasConfig } from '../../config-places.ts';
import { UsageError } from '../../errors.ts';
import { chooseStoreFolder, type StorePlace } from '../../store-folder.ts';

/** What a person named on the command line, and the world it is read in. */
export interface SettingsRequest extends Omit<StorePlace, 'named' | 'gitDir'> {
  readonly repo: string;
  readonly store?: string | undefined;
  readonly config?: string | undefined;
  readonly signal: AbortSignal;
}

/** What the config says of CVEs, for commands that need no repository: without one, the file of `--config` alone can say it. */
export async function readCveSettings(request: SettingsRequest): Promise<Config['cve'] | undefined> {
  const workTree = await findWorkTree(request.repo);
  const storeFolder = await findStoreFolder(request, workTree);
  const places = { named: request.config, workTree, storeFolder };
  if (!(await hasConfig(places))) return undefined;
  // Seldom: a search must answer in milliseconds.
  const { loadConfig } = await import('../../config.ts');
  return (await loadConfig(places)).cve;
}

async function findStoreFolder(request: SettingsRequest, workTree: string | undefined): Promise<string | undefined> {
  if (request.store !== undefined) return chooseStoreFolder({ ...request, named: request.store, gitDir: '' });
  const gitDir = (workTree === undefined ? undefined : await findOwnGitFolder(workTree)) ?? (await askGit(request));
  return gitDir === undefined ? undefined : chooseStoreFolder({ ...request, named: undefined, gitDir });
}

async function askGit({ repo, signal }: SettingsRequest): Promise<string | undefined> {
  const { openRepository } = await import('../../git/index.ts');
  try {
    const repository = await openRepository(repo, { signal });
    await repository.close();
    return repository.gitDir;
  } catch (error) {
    if (error instanceof UsageError && error.code === 'not-a-repository') return undefined;
    throw error;
  }
}
