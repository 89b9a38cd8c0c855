import { AutoselError } from '../../errors.ts';
import { openStore, type HistoryStore } from '../../history/index.ts';
import { updateIndex } from './update.ts';
import type { Workspace } from '../workspace.ts';

/** Why a store can be read and not written: nobody needs to be stopped by it. */
const READABLE: Readonly<Record<string, string>> = {
  'store-read-only': 'the index cannot be written to',
  'store-busy': 'another autosel is writing to the index',
};

export interface IndexUse {
  /** False: the index as it is. */
  readonly update: boolean;
  /** True: the work writes nothing; others may write while it lasts. */
  readonly readOnly?: boolean;
  /** True: the work keeps what it finds out, so that an index that is used as it is is opened for writing where that can be. */
  readonly keep?: boolean;
}

/** Gives the store to `work`, brought up to date first unless told otherwise, and closes it afterwards. */
export async function withIndex<Answer>(
  workspace: Workspace,
  use: IndexUse,
  work: (store: HistoryStore) => Promise<Answer>,
): Promise<Answer> {
  const store = await openFor(workspace, use);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function openFor(
  workspace: Workspace,
  { update, readOnly = false, keep = false }: IndexUse,
): Promise<HistoryStore> {
  if (!update) return openUnchanged(workspace, keep);
  const store = await openUpdated(workspace);
  if (!readOnly || !store.writable) return store;
  await store.close();
  return openAsItIs(workspace);
}

const openAsItIs = ({ storeFolder }: Workspace) => openStore({ folder: storeFolder, mode: 'read' });

async function openUnchanged(workspace: Workspace, keep: boolean): Promise<HistoryStore> {
  const store = await openAsItIs(workspace);
  if (!keep) return store;
  await store.close();
  return openWriting(workspace, 'what is looked at now is not kept');
}

async function openUpdated(workspace: Workspace): Promise<HistoryStore> {
  const store = await openWriting(workspace);
  if (!store.writable) return store;
  try {
    await updateIndex(workspace, store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openWriting(workspace: Workspace, without = 'answering from what it holds'): Promise<HistoryStore> {
  try {
    return await openStore({ folder: workspace.storeFolder, mode: 'write' });
  } catch (error) {
    const why = error instanceof AutoselError ? READABLE[error.code] : undefined;
    if (why === undefined) throw error;
    const store = await openAsItIs(workspace).catch(() => {
      throw error;
    });
    workspace.note(`autosel: ${why}; ${without}`);
    return store;
  }
}
