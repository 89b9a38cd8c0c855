import { loadHistory, openStore, type History } from '../history/index.ts';
import type { BranchSummary, IndexSummary } from './answers.ts';
import { rebuildMail, updateMail } from './mail-step.ts';
import { sayUnread, whyUnread } from './unread-note.ts';
import { updateIndex } from './update.ts';
import type { Workspace } from './workspace.ts';

/** Reads what is new, learns what is due, and tells what the store then holds; notes what could not be read. */
export async function runIndex(workspace: Workspace, options: { readonly rebuild: boolean }): Promise<IndexSummary> {
  const mode = options.rebuild ? 'rebuild' : 'write';
  const store = await openStore({ folder: workspace.storeFolder, mode });
  try {
    const { history: update, steps } = await updateIndex(workspace, store);
    if (options.rebuild) await rebuildMail(workspace);
    const mail = await updateMail(workspace);
    const history = await loadHistory(store);
    const { unread, lost } = update.state;
    const unreadNote = sayUnread({ unread, lost, why: whyUnread(history) });
    if (unreadNote !== undefined) workspace.note(unreadNote);
    return {
      mainline: update.state.mainline.ref,
      commits: history.commits.length,
      newCommits: update.read,
      branches: summariseBranches(history),
      unread: unread + lost,
      steps: [...steps, ...(mail === undefined ? [] : [mail])],
      store: store.where,
    };
  } finally {
    await store.close();
  }
}

/** How many mainline commits each branch has taken and kept. */
export function summariseBranches(history: History): readonly BranchSummary[] {
  const picks = history.branches.map(() => 0);
  for (let row = 0; row < history.commits.length; row++) {
    const takers = history.picks(row).filter((pick) => pick.revertedAt === undefined);
    for (const branch of new Set(takers.map((pick) => pick.branch))) picks[branch] = (picks[branch] ?? 0) + 1;
  }
  return history.branches.map(({ name, why }, at) => ({ name, why, picks: picks[at] ?? 0 }));
}
