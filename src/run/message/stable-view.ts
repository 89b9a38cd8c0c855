import { AutoselError } from '../../errors.ts';
import { loadHistory, openStore, type History } from '../../history/index.ts';
import type { Sha } from '../../git/index.ts';
import type { Reference, StableView } from '../../message/index.ts';
import { scoreRows } from '../../triage/index.ts';
import { loadTriage, type Triage } from '../triage-step.ts';

/** What the index holds for advice on tags for stable branches. */
export interface StableDesk {
  readonly history: History;
  readonly triage: Triage;
}

/** The index as it is; why not, where there is none to read. */
export async function openStableDesk(storeFolder: string): Promise<StableDesk | string> {
  try {
    const store = await openStore({ folder: storeFolder, mode: 'read' });
    try {
      return { history: await loadHistory(store), triage: await loadTriage(store) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof AutoselError) return error.message;
    throw error;
  }
}

/** The score of a commit as of its own day, and whether what it mends was released by then. */
export function viewStable(
  { history, triage }: StableDesk,
  { sha, references }: { readonly sha: Sha | undefined; readonly references: readonly Reference[] },
): StableView {
  const row = sha === undefined ? undefined : history.rowOf(sha);
  const asOf = row === undefined ? history.end : history.commits[row].commitTime;
  const fault = faultOf(history, references);
  const release = fault === undefined ? undefined : history.releases[history.commits[fault].release];
  const released = release !== undefined && release.time <= asOf ? release.name : undefined;
  return {
    probability:
      row === undefined || history.commits[row].unread !== undefined
        ? undefined
        : score(history, triage, { row, asOf }),
    threshold: triage.usual.value,
    faultRelease: released,
    faultUnreleased: fault !== undefined && released === undefined,
  };
}

const score = (history: History, { model }: Triage, { row, asOf }: { readonly row: number; readonly asOf: number }) =>
  scoreRows(model, history, [row], () => asOf)[0]?.probability;

/** The oldest of the commits that `Fixes:` names: the first of them that was released counts. */
function faultOf(history: History, references: readonly Reference[]): number | undefined {
  const rows = references.flatMap(({ place, outcome }) => {
    const row = place === 'fixes' && outcome.kind === 'right' ? history.rowOf(outcome.sha as Sha) : undefined;
    return row === undefined ? [] : [row];
  });
  return rows.length === 0 ? undefined : Math.min(...rows);
}
