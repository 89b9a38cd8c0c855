import { backtestSecurity, placeCves, type PlacedCves, type SecurityBacktest } from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import { loadHistory, type History } from '../../history/index.ts';
import { isoDate } from '../dates.ts';
import { readKnownCves } from '../files-of-known-cves.ts';
import { withIndex } from '../indexing/open-index.ts';
import type { Workspace } from '../workspace.ts';
import { cautionOf, labelsFor, learnAt, readTexts } from './lesson.ts';
import { chooseRecords } from './records.ts';
import { dateForPast } from './undated.ts';

export interface CveBacktestRequest {
  /** Commits of [since, until), seconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** `--records`; undefined: that of the config. */
  readonly records: string | undefined;
  /** With the control of shuffled labels. */
  readonly control: boolean;
  /** True: CVEs published after the first day teach as well, of commits before it. */
  readonly hindsight: boolean;
  readonly update: boolean;
}

/** What `cve backtest --json` prints. */
export interface CveBacktestAnswer extends SecurityBacktest {
  readonly since: string;
  readonly until: string;
  readonly mainline: string;
  readonly hindsight: boolean;
  readonly learned: { readonly commits: number; readonly withCve: number; readonly elsewhere: number };
  /** Left out where enough CVEs taught. */
  readonly caution?: string | undefined;
}

/**
 * How well a model that learned on the first day of a window told which of its commits got a CVE. UsageError when no commit lies in the
 * window, or too few CVEs were known on its first day.
 */
export async function runCveBacktest(workspace: Workspace, request: CveBacktestRequest): Promise<CveBacktestAnswer> {
  const { since, until, control, hindsight } = request;
  const records = chooseRecords(workspace, request.records);
  const read = await readKnownCves(records, workspace.signal);
  const { note } = workspace;
  const known = hindsight ? read : dateForPast(read, { records, note, instead: 'use --hindsight' });
  return withIndex(workspace, { update: request.update, readOnly: true }, async (store) => {
    const history = await loadHistory(store);
    const rows = listRows(history, { since, until });
    const cves = placeCves(history, known);
    const lesson = { history, cves, asOf: since, hindsight };
    const labels = labelsFor(lesson);
    const textOf = await readTexts(workspace, history, rows);
    const model = learnAt(workspace, labels, { ...lesson, textOf });
    workspace.progress({ step: 'replaying the window', done: 0, total: undefined, unit: 'commits' });
    const truth = truthOf(cves);
    const question = { history, since, until, model, textOf, truth, withoutControl: !control };
    const { rows: commits, positives: withCve, outside: elsewhere } = model;
    const caution = cautionOf(withCve);
    return {
      ...{ since: isoDate(since), until: isoDate(until), mainline: history.mainline.ref, hindsight },
      learned: { commits, withCve, elsewhere },
      ...(caution && { caution }),
      ...backtestSecurity(question),
    };
  });
}

const truthOf = ({ byRow }: PlacedCves): ReadonlySet<number> => new Set(byRow.keys());

/** All that may be learned from, and the window. */
function listRows(
  history: History,
  { since, until }: { readonly since: number; readonly until: number },
): readonly number[] {
  const { from, to } = history.between(since, until);
  if (to <= from)
    throw new UsageError(
      'empty-window',
      `no commit of ${history.mainline.ref} lies between ${isoDate(since)} and ${isoDate(until)}; the history ends on ${isoDate(history.end)}`,
    );
  return Array.from({ length: to }, (_, row) => row);
}
