import {
  answerBranches,
  gatherFacts,
  holdByReviews,
  incomingOf,
  type BranchAnswer,
  type Fact,
  type IncomingIndex,
  type MailView,
  type OptOutLists,
} from '../evidence/index.ts';
import type { History, HistoryCommit } from '../history/index.ts';
import type { Score } from '../triage/index.ts';
import { isoDate } from './dates.ts';
import { decideLane } from './lanes.ts';
import type { Observer } from './observe/index.ts';
import type { Threshold } from './threshold.ts';
import type { ChangeReader } from './read-views.ts';
import type { Precedent, SelectedCommit } from './types.ts';

/** What is the same for every commit of one selection. */
export interface Bench {
  readonly history: History;
  /** Seconds; nothing that became known later is used. */
  readonly asOf: number;
  /** Names of the branches that answers are given for. */
  readonly onto: readonly string[];
  /** True when a person named them. */
  readonly asked: boolean;
  readonly lists: OptOutLists;
  /** Undefined where no archive of list mail was named. */
  readonly mail?: MailView | undefined;
  /** Commits on their way to mainline; left out where no ref with such was named. */
  readonly coming?: IncomingIndex | undefined;
  /** Days that a commit without a release is left alone; 0: none. */
  readonly soakDays: number;
  /** Of branches that have a time of their own. */
  readonly soakDaysOn?: (branch: string) => number | undefined;
  /** Records beside the code; left out: the usual ones. */
  readonly isSideFile?: ((path: string) => boolean) | undefined;
  /** What git showed; left out: the history alone answers for the branches. */
  readonly observe?: Observer;
  /** Messages and patches; left out: facts come from the index alone. */
  readonly changes?: ChangeReader;
}

/** One commit with its facts and score, before the threshold is known. */
export interface Draft {
  readonly row: number;
  readonly commit: HistoryCommit;
  readonly facts: readonly Fact[];
  readonly branches: readonly BranchAnswer[];
  readonly score: Score | undefined;
}

export function draftCommit(bench: Bench, row: number, score: Score | undefined): Draft {
  const commit = bench.history.commits[row];
  if (commit === undefined) throw new RangeError(`no row ${row} in this history`);
  return { row, commit, facts: factsFor(bench, row), branches: answerFor(bench, row), score };
}

export const factsFor = ({ history, asOf, lists, mail, changes, coming }: Bench, row: number): readonly Fact[] =>
  gatherFacts({ history, row, asOf, lists, mail, coming, change: changes?.(row) });

export function answerFor(bench: Bench, row: number): readonly BranchAnswer[] {
  const { history, asOf, onto, observe, coming, soakDays, soakDaysOn, isSideFile } = bench;
  if (onto.length === 0) return [];
  const look = observe === undefined ? undefined : (branch: number) => observe(row, branch);
  const incoming = coming === undefined ? [] : incomingOf({ history, row, asOf }, coming);
  const question = { history, row, asOf };
  const times = { soakDays, soakDaysOn };
  return holdByReviews(question, answerBranches({ ...question, ...times, onto, observe: look, incoming, isSideFile }));
}

/** True when only the probability keeps the commit from being proposed. */
export function isOpen(bench: Bench, draft: Draft): boolean {
  return laneOf(bench, draft, { value: 0 }).lane === 'proposal';
}

/** Whoever was accepted by name is proposed whatever the threshold leaves out. */
export function laneOf(
  bench: Bench,
  draft: Draft,
  { value, leftOut }: Pick<Threshold, 'value' | 'leftOut'>,
): Pick<SelectedCommit, 'lane' | 'why'> {
  const lane = laneAt(bench, draft, value);
  if (lane.lane !== 'proposal' || leftOut?.has(draft.commit.sha) !== true) return lane;
  return laneAt(bench, draft, Infinity).lane === 'proposal' ? lane : { lane: 'left', why: sayLeftOut(value) };
}

const sayLeftOut = (value: number): string =>
  `Its probability reaches ${value.toFixed(2)}, but as many as were asked for stand before it.`;

function laneAt(bench: Bench, draft: Draft, threshold: number): Pick<SelectedCommit, 'lane' | 'why'> {
  const { history, asOf, asked } = bench;
  const { row, facts, branches, score } = draft;
  return decideLane({ history, row, asOf, asked, facts, branches, threshold, probability: score?.probability });
}

/** The draft with its lane and, for readers, the commits it may be compared with. */
export function finishCommit(
  draft: Draft,
  lane: Pick<SelectedCommit, 'lane' | 'why'>,
  precedents: readonly Precedent[],
): SelectedCommit {
  const { commit, facts, branches, score } = draft;
  return {
    sha: commit.sha,
    subject: commit.subject,
    author: `${commit.authorName} <${commit.authorEmail}>`,
    date: isoDate(commit.commitTime),
    ...lane,
    probability: score?.probability,
    reasons: score?.reasons ?? [],
    numbers: score?.numbers ?? [],
    precedents,
    branches,
    facts,
    paths: commit.paths,
    added: commit.added,
    removed: commit.removed,
  };
}
