import type { Fact } from '../../evidence/index.ts';
import type { HistoryStore } from '../../history/index.ts';
import type { Verdict } from '../../panel/index.ts';
import { draftCommit, type Bench, type Draft } from '../judge.ts';
import { lookAt } from '../lay-bench.ts';
import { judgeDrafts, type PanelWishes } from '../panel/index.ts';
import { readChanges } from '../read-views.ts';
import type { Threshold } from '../threshold.ts';
import type { PanelSummary } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { ClassifiedCommit, SecurityLane } from './classify-answers.ts';

export interface SecurityAsking {
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly commits: readonly ClassifiedCommit[];
  readonly range: string;
  readonly gate: Threshold;
  /** Undefined: nobody is asked. */
  readonly wishes: PanelWishes | undefined;
}

export interface SecurityJudged {
  readonly commits: readonly ClassifiedCommit[];
  readonly summary: PanelSummary | undefined;
}

/** Only what nothing covers for sure is worth a question. */
const ASKED: readonly SecurityLane[] = ['candidate', 'held'];

/** Puts candidates and held commits before the panel, with the question of a CVE; the others stay as they are. */
export async function judgeSecurity(workspace: Workspace, asking: SecurityAsking): Promise<SecurityJudged> {
  const { store, bench, commits, range, gate, wishes } = asking;
  if (wishes === undefined) return { commits, summary: undefined };
  const asked = commits.filter(({ lane }) => ASKED.includes(lane));
  const drafts = await draftAsked(workspace, { store, bench, asked });
  const place = { ...{ store, bench, gate, range, wishes }, question: 'cve' as const };
  const { verdicts, summary } = await judgeDrafts(workspace, place, drafts);
  return { commits: commits.map((commit) => withVerdict(commit, verdicts.get(commit.sha))), summary };
}

interface Drafting {
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly asked: readonly ClassifiedCommit[];
}

async function draftAsked(workspace: Workspace, { store, bench, asked }: Drafting): Promise<readonly Draft[]> {
  const rows = asked.flatMap(({ sha }) => bench.history.rowOf(sha) ?? []);
  const observe = await lookAt(workspace, { store, bench, rows });
  const changes = await readChanges(workspace, { ...bench, rows });
  return rows.map((row, at) => {
    const { probability } = asked[at];
    const score = probability === undefined ? undefined : { probability, reasons: [], numbers: [] };
    const draft = draftCommit({ ...bench, observe, changes }, row, score);
    return { ...draft, facts: [...buildFacts(asked[at]), ...draft.facts] };
  });
}

/** What was found out about the fault, as facts that members cite. */
function buildFacts({ weaknesses, reach, addressing }: ClassifiedCommit): readonly Fact[] {
  const of = (kind: string, at: number, told: Pick<Fact, 'says' | 'source' | 'quote'>): Fact => ({
    ...{ id: `${kind}-${at + 1}`, kind, weighs: 'neutral' as const },
    ...told,
  });
  const earlier = addressing?.earlier ?? [];
  return [
    ...weaknesses.map(({ cwe, name, quote, source }, at) =>
      of('weakness', at, { says: `By its words the weakness is ${cwe}, ${name}.`, source, quote }),
    ),
    ...reach.flatMap(({ says, quote, source }, at) =>
      quote === undefined ? [] : [of('reach', at, { says: `By its words it is reached by ${says}.`, source, quote })],
    ),
    ...earlier.map(({ says, source }, at) => of('earlier', at, { says, source })),
    ...(addressing === undefined || addressing.says === ''
      ? []
      : [of('addressed', 0, { says: `${addressing.says}.`, source: 'autosel cve classify' })]),
  ];
}

function withVerdict(commit: ClassifiedCommit, verdict: Verdict | undefined): ClassifiedCommit {
  if (verdict === undefined) return commit;
  const why = `Panel: ${verdict.why}`;
  if (verdict.verdict === 'unsettled') return { ...commit, lane: 'unsettled', why, verdict };
  if (verdict.verdict === 'no') return { ...commit, lane: 'left', why, verdict };
  return commit.lane === 'held' ? { ...commit, why: `${commit.why} ${why}`, verdict } : { ...commit, why, verdict };
}
