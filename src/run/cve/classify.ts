import {
  placeCves,
  scoreSecurity,
  type Addressing,
  type PlacedCves,
  type SecurityModel,
  type SecurityScore,
} from '../../cve/index.ts';
import { loadHistory, type History, type HistoryStore } from '../../history/index.ts';
import { isoDate } from '../dates.ts';
import { readKnownCves } from '../files-of-known-cves.ts';
import type { Bench } from '../judge.ts';
import { layBench, lookAt } from '../lay-bench.ts';
import { withIndex } from '../indexing/open-index.ts';
import { readChanges } from '../read-views.ts';
import type { Threshold } from '../threshold.ts';
import type { Workspace } from '../workspace.ts';
import { readAddressing } from './address.ts';
import { findAskedRange, type AskedRange } from './asked-range.ts';
import type { Classification, ClassifiedCommit, SecurityLane } from './classify-answers.ts';
import { buildReasons, findNature, type SecurityNature } from './classify-facts.ts';
import { sayNoCommits } from '../no-commits.ts';
import { judgeSecurity } from './classify-panel.ts';
import type { PanelWishes } from '../panel/index.ts';
import { cautionOf, labelsFor, learnAt, lessonRows, readTexts } from './lesson.ts';
import { chooseRecords } from './records.ts';
import { dateForPast } from './undated.ts';
import { nounFor, plural } from '../../plural.ts';

export interface ClassifyRequest {
  /** Mainline commits or stable ones. */
  readonly range: string;
  /** `--records`; undefined: that of the config. */
  readonly records: string | undefined;
  readonly onto: readonly string[] | undefined;
  readonly threshold: number | undefined;
  /** Share of past fixes of vulnerabilities that the threshold lets through; left out: {@link RECALL}. */
  readonly recall: number | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
  /** Left out: nobody is asked. */
  readonly panel?: PanelWishes | undefined;
}

/** A person looks at what is above; a CVE that is missed is worse than a commit that is read. */
const RECALL = 0.9;

/**
 * Which commits of a range look like fixes of vulnerabilities, and which of those a CVE covers already. The same repository, records and
 * request give the same answer. UsageError for an unknown range, for records that cannot be read or are too few to learn from.
 */
export async function runClassify(workspace: Workspace, request: ClassifyRequest): Promise<Classification> {
  const records = chooseRecords(workspace, request.records);
  const read = await readKnownCves(records, workspace.signal);
  const { note } = workspace;
  const known = request.asOf === undefined ? read : dateForPast(read, { records, note, instead: 'leave --as-of out' });
  return withIndex(workspace, request, async (store) => {
    const history = await loadHistory(store);
    const bench = layBench(workspace, history, request);
    const shas = await workspace.repository.range(request.range);
    if (shas.length === 0) workspace.note(`autosel: ${sayNoCommits(request.range)}`);
    const asked = findAskedRange(history, { range: request.range, shas, asOf: bench.asOf });
    const cves = placeCves(history, known);
    remark(workspace, asked, cves);
    const scored = await scoreRange(workspace, { history, cves, asOf: bench.asOf, rows: asked.rows });
    const threshold = chooseLimit(request, scored.model);
    const question = { request, store, bench, asked, cves, threshold, scored };
    const commits = await classifyAll(workspace, question);
    const asking = { store, bench, commits, range: request.range, gate: threshold, wishes: request.panel };
    const { commits: judged, summary } = await judgeSecurity(workspace, asking);
    return { ...describe(question, records), ...finish(judged), ...(summary && { panel: summary }) };
  });
}

function remark(
  { note }: Workspace,
  { elsewhere, younger }: AskedRange,
  { placed, elsewhere: absent }: PlacedCves,
): void {
  const many = (n: number): string => plural(n, 'commit of the range is', 'commits of the range are');
  if (elsewhere > 0) note(`autosel: ${many(elsewhere)} neither on mainline nor a known copy: left out`);
  if (younger > 0) note(`autosel: ${many(younger)} younger than the day of the question: left out`);
  const bySubject = placed.filter(({ how }) => how === 'subject').length;
  if (bySubject > 0)
    note(
      `autosel: ${plural(bySubject, 'CVE names ids that are not here and was', 'CVEs name ids that are not here and were')} found by subject and file`,
    );
  const undated = [...placed.map(({ cve }) => cve), ...absent].filter(
    ({ knownSince }) => knownSince === undefined,
  ).length;
  if (undated > 0)
    note(
      `autosel: nothing says when ${plural(undated, 'CVE was', 'CVEs were')} published: ${nounFor(undated, 'it counts', 'they count')} as known`,
    );
}

interface Scoring {
  readonly history: History;
  readonly cves: PlacedCves;
  readonly asOf: number;
  readonly rows: readonly number[];
}

interface Scored {
  readonly model: SecurityModel;
  /** Of rows whose patch could be read. */
  readonly scores: ReadonlyMap<number, SecurityScore>;
}

async function scoreRange(workspace: Workspace, { history, cves, asOf, rows }: Scoring): Promise<Scored> {
  const labels = labelsFor({ history, cves, asOf });
  const readable = rows.filter((row) => history.commits[row].unread === undefined);
  const wanted = [...new Set([...lessonRows(history, asOf), ...readable])];
  const textOf = await readTexts(workspace, history, wanted);
  const model = learnAt(workspace, labels, { history, cves, asOf, textOf });
  const scores = scoreSecurity(model, { history, rows: readable, textOf, asOf });
  return { model, scores: new Map(readable.map((row, at) => [row, scores[at]])) };
}

function chooseLimit({ threshold, recall = RECALL }: ClassifyRequest, { reach, positives }: SecurityModel): Threshold {
  if (threshold !== undefined) return { value: threshold, why: 'as asked' };
  const percent = Math.min(100, Math.max(1, Math.round(recall * 100)));
  const why = `${percent} in 100 of the ${positives} past fixes with a CVE reached it, read by a model that had not seen them`;
  return { value: reach[percent - 1], why };
}

interface ClassifyQuestion {
  readonly request: ClassifyRequest;
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly asked: AskedRange;
  readonly cves: PlacedCves;
  readonly threshold: Threshold;
  readonly scored: Scored;
}

async function classifyAll(workspace: Workspace, question: ClassifyQuestion): Promise<readonly ClassifiedCommit[]> {
  const { bench, asked, cves, scored, threshold, store } = question;
  const { history, asOf } = bench;
  const isNamed = (row: number): boolean => cves.byRow.has(row);
  const wanted = asked.rows.filter(
    (row) => isNamed(row) || (scored.scores.get(row)?.probability ?? 0) >= threshold.value,
  );
  const observe = await lookAt(workspace, { store, bench, rows: wanted });
  const looking = { ...bench, observe };
  const addressing = await readAddressing(workspace, { bench: looking, cves, rows: wanted, asked: asked.asked });
  const changes = await readChanges(workspace, { history, asOf, rows: asked.rows });
  return asked.rows.map((row) => {
    const nature = findNature(history.commits[row], changes(row).view);
    return buildCommit(question, row, { addressing: addressing.get(row), nature });
  });
}

interface Found {
  readonly addressing: Addressing | undefined;
  readonly nature: SecurityNature;
}

function buildCommit(
  { bench, asked, scored, threshold }: ClassifyQuestion,
  row: number,
  { addressing, nature }: Found,
): ClassifiedCommit {
  const commit = bench.history.commits[row];
  const score = scored.scores.get(row);
  return {
    sha: commit.sha,
    asked: asked.asked.get(row),
    subject: commit.subject,
    date: isoDate(commit.commitTime),
    ...decideLane({ score, addressing, threshold, unread: commit.unread }),
    probability: score?.probability,
    reasons: score === undefined ? [] : buildReasons(score, commit.sha),
    ...nature,
    addressing,
  };
}

interface LaneQuestion {
  readonly score: SecurityScore | undefined;
  readonly addressing: Addressing | undefined;
  readonly threshold: Threshold;
  readonly unread: string | undefined;
}

/** A CVE that is there comes first: whatever the score says, none is given twice. */
function decideLane({ score, addressing, threshold, unread }: LaneQuestion): Pick<ClassifiedCommit, 'lane' | 'why'> {
  const first = addressing?.earlier.find(({ cve }) => cve !== undefined);
  if (first !== undefined && addressing?.standing === 'assigned') return { lane: 'assigned', why: first.says };
  if (score === undefined) return { lane: 'unread', why: `It could not be scored: ${unread ?? 'no score was given'}.` };
  const [number, limit] = [score.probability.toFixed(3), threshold.value.toFixed(3)];
  if (score.probability < threshold.value) return { lane: 'left', why: `Its probability ${number} is below ${limit}.` };
  if (first !== undefined) return { lane: 'held', why: `${first.says} A person says whether it covers this, too.` };
  return { lane: 'candidate', why: `Its probability ${number} reaches ${limit}.` };
}

function describe({ request, bench, threshold, scored }: ClassifyQuestion, records: string) {
  const { rows: commits, positives: withCve, outside: elsewhere } = scored.model;
  const caution = cautionOf(withCve);
  return {
    ...{ range: request.range, asOf: isoDate(bench.asOf), mainline: bench.history.mainline.ref, records },
    ...{ onto: bench.onto, threshold: threshold.value, thresholdWhy: threshold.why },
    learned: { commits, withCve, elsewhere },
    ...(caution && { caution }),
  };
}

const LANES: readonly SecurityLane[] = ['candidate', 'unsettled', 'held', 'assigned', 'left', 'unread'];

function finish(found: readonly ClassifiedCommit[]): Pick<Classification, 'commits' | 'counts'> {
  const commits = found.toSorted(
    (a, b) =>
      LANES.indexOf(a.lane) - LANES.indexOf(b.lane) ||
      (b.probability ?? 0) - (a.probability ?? 0) ||
      (a.sha < b.sha ? -1 : 1),
  );
  const counts = { candidate: 0, unsettled: 0, held: 0, assigned: 0, left: 0, unread: 0 };
  for (const { lane } of commits) counts[lane] += 1;
  return { commits, counts };
}
