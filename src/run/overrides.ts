import type { HistoryStore, Overrides } from '../history/index.ts';
import { ledgerBlob, loadLedger } from './ledger.ts';
import type { Workspace } from './workspace.ts';

/**
 * Names of branches from the command line or the config, else those that an earlier call gave on this store; new ones
 * are remembered. So `select` after `index --stable …` speaks of the same branches.
 */
export async function settleOverrides(workspace: Workspace, store: HistoryStore): Promise<Overrides> {
  const ledger = await loadLedger(store);
  const mainline = workspace.mainline ?? ledger.mainline;
  const stable = workspace.stable ?? ledger.stable;
  const known = JSON.stringify([ledger.mainline, ledger.stable]);
  if (store.writable && JSON.stringify([mainline, stable]) !== known)
    await store.saveBlobs(ledgerBlob({ ...ledger, mainline, stable }));
  return { mainline, stable };
}
