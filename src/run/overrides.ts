import type { HistoryStore, Overrides } from '../history/index.ts';
import { ledgerBlob, loadLedger } from './ledger.ts';
import type { Workspace } from './workspace.ts';

/**
 * Names of branches from the command line or the config, else those that an earlier call gave on this store. So
 * `select` after `index --stable …` speaks of the same branches.
 */
export async function settleOverrides(workspace: Workspace, store: HistoryStore): Promise<Overrides> {
  const { mainline, stable } = await loadLedger(store);
  return { mainline: workspace.mainline ?? mainline, stable: workspace.stable ?? stable };
}

/** Keeps names for later calls; to be called when an update with them went well. */
export async function rememberOverrides(store: HistoryStore, { mainline, stable }: Overrides): Promise<void> {
  const ledger = await loadLedger(store);
  if (JSON.stringify([mainline, stable]) === JSON.stringify([ledger.mainline, ledger.stable])) return;
  await store.saveBlobs(ledgerBlob({ ...ledger, mainline, stable }));
}
