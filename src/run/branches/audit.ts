import { UsageError } from '../../errors.ts';
import {
  auditBranch,
  buildCommands,
  daysSince,
  lastPickTimes,
  listTaken,
  sayFinding,
  type AuditFinding,
  type AuditQuestion,
  type ConflictPlace,
  type Observation,
} from '../../evidence/index.ts';
import { loadHistory, type History, type HistoryStore } from '../../history/index.ts';
import type { Audit, AuditApplies, AuditEntry, Refuted, UnknownUpstream } from './audit-answers.ts';
import { tellStanding } from './branch-standing.ts';
import { isoDate } from '../dates.ts';
import type { Bench } from '../judge.ts';
import type { Observer } from '../observe/index.ts';
import { chooseOnto } from '../onto.ts';
import { withIndex } from '../indexing/open-index.ts';
import { layBench, lookAt } from '../lay-bench.ts';
import { findUnknownUpstream } from '../unknown-upstream.ts';
import type { Workspace } from '../workspace.ts';

export interface AuditRequest {
  /** Name, ref or glob of one stable branch. */
  readonly branch: string;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

/**
 * What is amiss with everything that a stable branch took: fixes of it that are missing, reverts, gaps between branches, references that lead
 * nowhere. The dry-run pick of a missing commit that would change nothing refutes the finding.
 * @throws UsageError when the name fits no branch, or several.
 */
export async function runAudit(workspace: Workspace, request: AuditRequest): Promise<Audit> {
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store, workspace);
    const bench = layBench(workspace, history, { onto: [oneBranch(history, request)], asOf: request.asOf });
    const question = questionFor(bench, bench.onto[0]);
    const audited = await auditOne(workspace, { store, bench, question });
    const unknownUpstream = await findUnknownUpstream(workspace, question);
    return buildAudit(question, { ...audited, unknownUpstream });
  });
}

function oneBranch(history: History, { branch, asOf }: AuditRequest): string {
  const found = chooseOnto(history.branches, [branch], asOf ?? history.end).map(({ name }) => name);
  if (found.length === 1) return found[0];
  throw new UsageError(
    'several-branches',
    `${JSON.stringify(branch)} fits ${found.length} stable branches: ${found.join(', ')}; audit looks at one`,
  );
}

export const questionFor = ({ history, asOf }: Bench, name: string): AuditQuestion => ({
  history,
  asOf,
  branch: history.branches.findIndex((branch) => branch.name === name),
});

export interface Audited {
  readonly findings: readonly AuditEntry[];
  readonly refuted: Audit['refuted'];
}

/** The findings of the history, each missing commit tried on the branch as it was on the day. */
export async function auditOne(
  workspace: Workspace,
  { store, bench, question }: { readonly store: HistoryStore; readonly bench: Bench; readonly question: AuditQuestion },
): Promise<Audited> {
  const { history, branch } = question;
  const findings = auditBranch(question);
  const rows = [...new Set(findings.filter(({ kind }) => kind !== 'newer lacks it').map(({ row }) => row))];
  const onto = [history.branches[branch].name];
  const observe = await lookAt(workspace, { store, bench: { ...bench, onto }, rows });
  const refutedBy = ({ row, kind }: AuditFinding): Refuted['why'] | undefined =>
    kind === 'newer lacks it' ? undefined : whyRefuted(observe(row, branch));
  return {
    findings: findings
      .filter((each) => refutedBy(each) === undefined)
      .map((each) => renderEntry(question, each, observe)),
    refuted: findings.flatMap((each) => {
      const why = refutedBy(each);
      return why === undefined ? [] : [{ ...nameRow(history, each.row), why }];
    }),
  };
}

function whyRefuted(seen: Observation | undefined): Refuted['why'] | undefined {
  const pick = seen?.pick;
  if (pick?.kind === 'already there') return 'there by content';
  const noFile = pick?.kind === 'conflicts' && pick.files.length > 0 && pick.files.every(isAbsentFile);
  return noFile ? 'its files are not there' : undefined;
}

const isAbsentFile = ({ kind }: ConflictPlace): boolean => kind === 'absent-on-branch';

const nameRow = ({ commits }: History, row: number): AuditEntry['commit'] => ({
  sha: commits[row].sha,
  subject: commits[row].subject,
});

function renderEntry(question: AuditQuestion, finding: AuditFinding, observe: Observer): AuditEntry {
  const { history, asOf, branch } = question;
  const { kind, row, taken, how, since, branches } = finding;
  return {
    kind,
    commit: nameRow(history, row),
    taken:
      taken === undefined
        ? undefined
        : { ...nameRow(history, taken.row), stableSha: taken.stableSha, date: isoDate(taken.knownSince) },
    how,
    since: isoDate(since),
    days: daysSince(since, asOf),
    branches,
    applies: kind === 'newer lacks it' ? undefined : appliesOf(observe, row, branch),
    says: sayFinding(question, finding),
    commands: buildCommands(question, finding),
  };
}

function appliesOf(observe: Observer, row: number, branch: number): AuditApplies {
  const pick = observe(row, branch)?.pick?.kind;
  return pick === 'clean' || pick === 'conflicts' ? pick : 'unknown';
}

function buildAudit(
  question: AuditQuestion,
  { findings, refuted, unknownUpstream }: Audited & { readonly unknownUpstream: readonly UnknownUpstream[] },
): Audit {
  const { history, branch, asOf } = question;
  const { name, tip } = history.branches[branch];
  const last = lastPickTimes(history, asOf)[branch];
  const count = (kind: AuditEntry['kind']): number => findings.filter((each) => each.kind === kind).length;
  return {
    asOf: isoDate(asOf),
    mainline: history.mainline.ref,
    branch: name,
    tip,
    standing: tellStanding(question),
    lastPick: Number.isFinite(last) ? isoDate(last) : undefined,
    taken: listTaken(question).length,
    counts: {
      'reverted upstream': count('reverted upstream'),
      'missing fix': count('missing fix'),
      gap: count('gap'),
      'newer lacks it': count('newer lacks it'),
      'unknown upstream': unknownUpstream.length,
    },
    refuted,
    findings,
    unknownUpstream,
  };
}
