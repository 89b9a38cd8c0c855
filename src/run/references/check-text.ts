import { checkText, type KindCheck, type TextChecks } from '../../panel/index.ts';
import { loadHistory } from '../../history/index.ts';
import type { Sha } from '../../git/index.ts';
import { readCheckContext } from './check-context.ts';
import { isoDate } from '../dates.ts';
import { findCommit } from './find-commit.ts';
import { readIncoming } from '../branches/incoming.ts';
import { draftCommit, type Bench } from '../judge.ts';
import { openMailView } from '../indexing/mail-step.ts';
import { withIndex } from '../indexing/open-index.ts';
import { readChanges } from '../read-views.ts';
import { layBench, lookAt } from '../lay-bench.ts';
import type { Workspace } from '../workspace.ts';

export interface CheckTextRequest {
  /** A commit as a person writes it. */
  readonly commit: string;
  /** The explanation of it. */
  readonly text: string;
  readonly onto: readonly string[] | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

/** What `check-text --json` prints. */
export interface CheckedText {
  readonly sha: Sha;
  readonly subject: string;
  readonly asOf: string;
  readonly counts: { readonly wrong: number; readonly unknown: number; readonly right: number };
  /** In the order of the readers; each with what it is about. */
  readonly checks: readonly KindCheck[];
  /** Sentences with something in them that could be looked up and that nothing took: silence about them is no sign of truth. */
  readonly unchecked: TextChecks['unchecked'];
  /** Statements that were not looked up, because there were too many. */
  readonly leftOut: number;
  /** Characters that were not read: the text or a sentence of it is too long. */
  readonly cut: number;
}

/**
 * Looks up what an explanation of a commit states, whoever wrote it.
 * @throws UsageError for an unknown commit or branch.
 */
export async function runCheckText(workspace: Workspace, request: CheckTextRequest): Promise<CheckedText> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store, workspace);
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), coming };
    const { row } = await findCommit(workspace, bench, request.commit);
    const rows = [row];
    const mail = await openMailView(workspace, { bench, rows, update: false });
    const observe = await lookAt(workspace, { store, bench, rows });
    const changes = await readChanges(workspace, { ...bench, rows });
    const { facts, branches, commit } = draftCommit({ ...bench, mail, observe, changes }, row, undefined);
    const context = await readCheckContext(workspace, bench, { row, facts, branches });
    const { checks, unchecked, leftOut, cut } = await checkText(request.text, context);
    return {
      sha: commit.sha,
      subject: commit.subject,
      asOf: isoDate(bench.asOf),
      counts: countResults(checks),
      checks,
      unchecked,
      leftOut,
      cut,
    };
  });
}

function countResults(checks: readonly KindCheck[]): CheckedText['counts'] {
  const counts = { wrong: 0, unknown: 0, right: 0 };
  for (const { result } of checks) counts[result] += 1;
  return counts;
}
