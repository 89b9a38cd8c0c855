import { loadConfig, type Config } from '../config.ts';
import { findWorkTree } from '../config-places.ts';
import { openRepository, type Repository } from '../git/index.ts';
import type { Review } from '../history/index.ts';
import { chooseStoreFolder } from '../store-folder.ts';
import type { KeptHistory } from './indexing/kept-history.ts';
import { nameModels } from './named-models.ts';
import type { Progress } from './types.ts';

/** What a person named on the command line, and the world it is read in. */
export interface WorkspaceRequest {
  readonly repo: string;
  readonly store?: string | undefined;
  readonly config?: string | undefined;
  readonly mainline?: string | undefined;
  readonly stable?: readonly string[] | undefined;
  /** Places that hold list mail; left out or empty: those of the config. */
  readonly inbox?: readonly string[] | undefined;
  /** Refs with commits on their way to mainline, names or globs; left out or empty: those of the config. */
  readonly incoming?: readonly string[] | undefined;
  /** Models to ask in place of those of the config, see {@link nameModels}; left out or empty: those of the config. */
  readonly models?: readonly string[] | undefined;
  /** Reads what people said about proposals from the store's folder; left out: nobody said anything. */
  readonly loadReviews?: (storeFolder: string) => Promise<readonly Review[]>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** A line for people, beside the answer. */
  readonly note: (text: string) => void;
}

/** An open repository with its store and config: what every long work starts from. */
export interface Workspace {
  readonly repository: Repository;
  readonly storeFolder: string;
  readonly config: Config;
  /** From the command line, else the config; undefined: found by content. */
  readonly mainline: string | undefined;
  readonly stable: readonly string[] | undefined;
  /** Places that hold list mail; empty: mails are not asked. */
  readonly inbox: readonly string[];
  /** Names or globs of refs with commits on their way to mainline. */
  readonly incoming: readonly string[];
  /** What people had said about proposals when the workspace was opened. */
  readonly reviews: readonly Review[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly note: (text: string) => void;
  /** Of a process that answers many questions. */
  readonly kept?: KeptHistory;
  close(): Promise<void>;
}

/** @throws UsageError when the folder is no repository or the config is wrong. */
export async function openWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { signal, progress, note, env } = request;
  const repository = await openRepository(request.repo, { signal });
  try {
    const storeFolder = chooseStoreFolder({ ...request, named: request.store, gitDir: repository.gitDir });
    const workTree = await findWorkTree(repository.dir);
    const read = await loadConfig({ named: request.config, workTree, storeFolder });
    const config = request.models?.length ? { ...read, panel: nameModels(request.models, read.panel) } : read;
    return {
      repository,
      storeFolder,
      config,
      mainline: request.mainline ?? config.mainline,
      stable: request.stable ?? config.stable,
      inbox: request.inbox?.length ? request.inbox : config.inbox,
      incoming: request.incoming?.length ? request.incoming : config.incoming,
      reviews: (await request.loadReviews?.(storeFolder)) ?? [],
      env,
      signal,
      progress,
      note,
      close: () => repository.close(),
    };
  } catch (error) {
    await repository.close();
    throw error;
  }
}
