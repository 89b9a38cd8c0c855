import type { Budget } from '../../config-panel.ts';
import { loadHistory, type History, type HistoryStore } from '../../history/index.ts';
import type { Verdict } from '../../panel/index.ts';
import type { Sha } from '../../git/index.ts';
import { isoDate } from '../dates.ts';
import { findCommit } from '../references/find-commit.ts';
import { readIncoming } from '../branches/incoming.ts';
import { draftCommit, type Bench, type Draft } from '../judge.ts';
import { openMailView } from '../indexing/mail-step.ts';
import { withIndex } from '../indexing/open-index.ts';
import { readChanges } from '../read-views.ts';
import { layBench, lookAt, scoreReadable, triageOf } from '../lay-bench.ts';
import type { Workspace } from '../workspace.ts';
import { askPanel } from './ask-panel.ts';
import type { PanelListener } from './judge-case.ts';
import { layTable } from './lay-table.ts';
import { readModels } from './open-panel.ts';
import { writePrompts } from './write-prompts.ts';

export interface AskRequest {
  /** A commit as a person writes it. */
  readonly commit: string;
  readonly onto: readonly string[] | undefined;
  /** Seconds since 1970; undefined: now, or the day before a stable branch took it. */
  readonly asOf: number | undefined;
  readonly update: boolean;
  /** Undefined: that of the config. */
  readonly budget: Budget | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  readonly listener?: PanelListener | undefined;
}

/** What `ask --json` prints. */
export interface AskAnswer {
  readonly run: string;
  readonly sha: Sha;
  readonly subject: string;
  /** ISO 8601; nothing that became known later was shown to anybody. */
  readonly asOf: string;
  readonly verdict: Verdict;
  /** What the members took for this question, in this call and before. */
  readonly spent: { readonly microUsd: number; readonly tokens: number };
  /** Questions that this call asked; 0 where all answers were kept. */
  readonly asked: number;
}

/**
 * Asks the panel about one commit. One that a stable branch took already is asked about as of the moment before, because what
 * became of it must not tell the answer.
 * @throws UsageError for an unknown commit, and when there is nobody to ask.
 */
export async function runAsk(workspace: Workspace, request: AskRequest): Promise<AskAnswer> {
  const models = await readModels(workspace);
  return withIndex(workspace, request, async (store) => {
    const { bench, draft } = await draftOne(workspace, store, request);
    const table = await layTable(workspace, { store, bench, masked: false });
    try {
      const { run, verdicts, spent, asked } = await askPanel(workspace, {
        ...{ question: 'ask', models, table, drafts: [draft] },
        request: { commit: draft.commit.sha, asOf: isoDate(bench.asOf), onto: bench.onto },
        budget: request.budget ?? workspace.config.panel.budget,
        now: request.now,
        listener: request.listener,
      });
      const { sha, subject } = draft.commit;
      return { run: run.id, sha, subject, asOf: isoDate(bench.asOf), verdict: verdicts[0], spent, asked };
    } finally {
      await table.close();
    }
  });
}

export interface TryRequest extends Pick<AskRequest, 'commit' | 'onto' | 'asOf' | 'update'> {
  /** Where the prompts are written. */
  readonly out: string;
}

/** Writes what each member would be given about a commit, and asks nobody. Returns the files' paths. */
export async function runTry(workspace: Workspace, request: TryRequest): Promise<readonly string[]> {
  return withIndex(workspace, request, async (store) => {
    const { bench, draft } = await draftOne(workspace, store, request);
    const table = await layTable(workspace, { store, bench, masked: false });
    try {
      return await writePrompts(workspace, { table, draft, folder: request.out });
    } finally {
      await table.close();
    }
  });
}

interface DraftedOne {
  readonly bench: Bench;
  readonly draft: Draft;
}

async function draftOne(
  workspace: Workspace,
  store: HistoryStore,
  request: TryRequest | AskRequest,
): Promise<DraftedOne> {
  const history = await loadHistory(store, workspace);
  const { row } = await findCommit(workspace, layBench(workspace, history, request), request.commit);
  const asOf = request.asOf ?? momentBefore(workspace, history, row);
  const coming = await readIncoming(workspace, history, asOf);
  const laid: Bench = { ...layBench(workspace, history, { ...request, asOf }), coming };
  const mail = await openMailView(workspace, { bench: laid, rows: [row], update: request.update });
  const observe = await lookAt(workspace, { store, bench: laid, rows: [row] });
  const changes = await readChanges(workspace, { ...laid, rows: [row] });
  const bench: Bench = { ...laid, mail, observe, changes };
  const triage = await triageOf(workspace, { store, history: bench.history, asOf: bench.asOf });
  return { bench, draft: draftCommit(bench, row, scoreReadable(bench, triage, [row]).get(row)) };
}

/** The second before the first stable branch took the row; undefined when none did. */
function momentBefore({ note }: Workspace, history: History, row: number): number | undefined {
  const { commitTime, sha } = history.commits[row];
  const first = history.picks(row).toSorted((a, b) => a.knownSince - b.knownSince)[0];
  if (first === undefined) return undefined;
  const day = Math.max(commitTime, first.knownSince - 1);
  const name = history.branches[first.branch]?.name ?? 'a stable branch';
  note(`autosel: ${name} took ${sha.slice(0, 12)} on ${isoDate(first.knownSince)}: asked as of the moment before`);
  return day;
}
