import { AutoselError } from '../../errors.ts';
import { checkRebuild, openStore, type History, type HistoryStore } from '../../history/index.ts';
import type { BranchSummary, IndexSummary } from '../answers.ts';
import { hashInputs } from '../ledger.ts';
import { rebuildMail, updateMail } from './mail-step.ts';
import { sayUnread, whyUnread } from '../unread-note.ts';
import { updateIndex, type Updated } from './update.ts';
import type { Workspace } from '../workspace.ts';

/** Reads what is new, learns what is due, and tells what the store then holds; notes what could not be read. */
export async function runIndex(workspace: Workspace, options: { readonly rebuild: boolean }): Promise<IndexSummary> {
  if (options.rebuild) await refuseForeign(workspace);
  const mode = options.rebuild ? 'rebuild' : 'write';
  const store = await openStore({ folder: workspace.storeFolder, mode });
  try {
    const updated = await updateIndex(workspace, store);
    if (options.rebuild) await rebuildMail(workspace);
    const mail = await updateMail(workspace);
    const { commits, branches, why } = await countHistory(store, updated);
    const { mainline, unread, lost } = updated.history.state;
    const unreadNote = sayUnread({ unread, lost, why });
    if (unreadNote !== undefined) workspace.note(unreadNote);
    return {
      mainline: mainline.ref,
      commits,
      newCommits: updated.history.read,
      branches,
      unread: unread + lost,
      steps: [...updated.steps, ...(mail === undefined ? [] : [mail])],
      store: store.where,
    };
  } finally {
    await store.close();
  }
}

/** An index that cannot be opened does not say whose it is: it is what a rebuild is for. */
async function refuseForeign({ storeFolder, repository }: Workspace): Promise<void> {
  const store = await openStore({ folder: storeFolder, mode: 'read' }).catch((error: unknown) => {
    if (error instanceof AutoselError) return undefined;
    throw error;
  });
  if (store === undefined) return;
  try {
    const state = await store.loadState().catch(() => undefined);
    if (state !== undefined) await checkRebuild(state, { repository, store });
  } finally {
    await store.close();
  }
}

interface Counts extends Pick<IndexSummary, 'commits' | 'branches'> {
  /** Why a commit was not read, of one of them. */
  readonly why: string | undefined;
}

const COUNTS = 'run/counts';

/** Counts are kept beside what they were counted in: loading 45,000 commits only to count them takes two seconds. */
async function countHistory(store: HistoryStore, { history, loadHistory }: Updated): Promise<Counts> {
  const { fingerprint, made, unread, lost } = history.state;
  const of = hashInputs([fingerprint, made, unread, lost]);
  const kept = parseCounts(await store.loadBlob(COUNTS));
  if (kept?.of === of) return kept.counts;
  const loaded = await loadHistory();
  const counts = { commits: loaded.commits.length, branches: summariseBranches(loaded), why: whyUnread(loaded) };
  await store.saveBlobs({ [COUNTS]: Buffer.from(JSON.stringify({ of, counts })) });
  return counts;
}

/** Undefined when there are none or they cannot be read: they can be counted again. */
function parseCounts(bytes: Uint8Array | undefined): { readonly of: string; readonly counts: Counts } | undefined {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as { of: string; counts: Counts };
  } catch {
    return undefined;
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
