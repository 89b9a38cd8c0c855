import type { Sha } from '../../git/index.ts';
import { decideByReviews, groupReviews, type Review } from '../reviews/index.ts';
import type { DecisionKind, History, HistoryCommit, Pick } from '../types.ts';
import { PATIENCE, buildDecisions } from './decisions.ts';
import { buildReferences } from './references.ts';
import type { References } from './references.ts';
import type { CommitValues, HistoryValues, PickValues } from './values.ts';

/** Builds the history that later rooms read, from values alone. Rows: commits in (commit time, sha) order. */
export function buildHistory(values: HistoryValues): History {
  const sorted = values.commits.toSorted((a, b) => a.commitTime - b.commitTime || (a.sha < b.sha ? -1 : 1));
  const rowOf = new Map(sorted.map(({ sha }, row) => [sha, row]));
  const rowOfCopy = mapCopies(values.picks, rowOf);
  const picks = groupPicks(values.picks, rowOf, sorted.length);
  const contains = makeContains(values, sorted);
  const commitTimes = Float64Array.from(sorted, ({ commitTime }) => commitTime);
  const decisions = buildDecisions({
    commitTimes,
    picks,
    branches: values.branches.length,
    contains,
    patience: values.patience ?? PATIENCE,
  });
  const reviews = makeReviews(values, sorted);
  return {
    mainline: values.mainline,
    branches: values.branches,
    releases: values.releases,
    commits: linkCommits(values, sorted, buildReferences({ commits: sorted, rowOf, rowOfCopy })),
    numberNames: values.numberNames,
    end: values.end,
    rowOf: (sha) => rowOf.get(sha),
    mainlineRowOf: (sha) => rowOfCopy.get(sha),
    contains,
    picks: (row) => picks[row] ?? NONE,
    decision: (row, asOf) => decide(decisions.decision(row, asOf === Infinity ? values.end : asOf), reviews(row, asOf)),
    reviews,
    between: (since, until) => ({ from: firstFrom(commitTimes, since), to: firstFrom(commitTimes, until) }),
  };
}

const NONE: readonly Pick[] = [];
const UNSAID: readonly Review[] = [];

/** What a branch did outweighs what people said; what they said outweighs silence. */
function decide(byBranches: DecisionKind, said: readonly Review[]): DecisionKind {
  if (byBranches === 'yes' || said.length === 0) return byBranches;
  return decideByReviews(said)?.kind ?? byBranches;
}

function makeReviews({ reviews = [] }: HistoryValues, sorted: readonly CommitValues[]): History['reviews'] {
  const groups = groupReviews(reviews.toSorted((a, b) => a.at - b.at));
  return (row, asOf) => {
    const all = groups.size === 0 ? undefined : groups.get(sorted[row]?.sha ?? '');
    return all === undefined ? UNSAID : all.filter(({ at }) => at <= asOf);
  };
}

function linkCommits(
  values: HistoryValues,
  sorted: readonly CommitValues[],
  references: References,
): readonly HistoryCommit[] {
  const releases = new Map(values.releases.map(({ name }, at) => [name, at]));
  const intern = makeIntern();
  return sorted.map(({ facts, release, ...commit }, row) => ({
    ...commit,
    authorName: intern(commit.authorName),
    authorEmail: intern(commit.authorEmail),
    committerEmail: intern(commit.committerEmail),
    paths: commit.paths.map(intern),
    fixes: references.fixes(row),
    reverts: references.reverts(row),
    blamed: references.blamed(row),
    isRevert: facts.reverts.length > 0,
    stable: facts.stable,
    trailers: facts.trailers.map(({ key, value }) => [intern(key.toLowerCase()), intern(value)] as const),
    release: release === undefined ? -1 : (releases.get(release) ?? -1),
  }));
}

/** One string for all equal ones: names and paths repeat thousands of times. */
function makeIntern(): (text: string) => string {
  const seen = new Map<string, string>();
  return (text) => {
    const kept = seen.get(text);
    if (kept !== undefined) return kept;
    seen.set(text, text);
    return text;
  };
}

function mapCopies(picks: readonly PickValues[], rowOf: ReadonlyMap<Sha, number>): ReadonlyMap<Sha, number> {
  const copies = new Map<Sha, number>();
  for (const { stableSha, sha } of picks) {
    const row = rowOf.get(sha);
    if (row !== undefined && !copies.has(stableSha)) copies.set(stableSha, row);
  }
  return copies;
}

function groupPicks(
  picks: readonly PickValues[],
  rowOf: ReadonlyMap<Sha, number>,
  rows: number,
): readonly (readonly Pick[])[] {
  const groups = Array.from({ length: rows }, (): Pick[] | undefined => undefined);
  for (const { sha, ...pick } of picks) {
    const row = rowOf.get(sha);
    if (row === undefined) throw new Error(`pick of ${sha}, which is no mainline commit of this history`);
    (groups[row] ??= []).push(pick);
  }
  for (const group of groups) group?.sort((a, b) => a.knownSince - b.knownSince || a.branch - b.branch);
  return groups.map((group) => group ?? NONE);
}

function makeContains(values: HistoryValues, sorted: readonly CommitValues[]): History['contains'] {
  const bits = values.contains;
  if (bits !== undefined) return (branch, row) => (bits[branch][row >>> 3] & (1 << (row & 7))) !== 0;
  return (branch, row) => sorted[row].commitTime <= (values.branches[branch]?.baseTime ?? -Infinity);
}

/** Position of the first commit from `time` on. */
function firstFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
