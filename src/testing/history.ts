import type { Sha } from '../git/index.ts';
import type { History, HistoryCommit, Pick, Release, Review, StableBranch } from '../history/index.ts';

const DAY = 86_400;

/** Seconds of a day in UTC: `2024-05-31`. */
export const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

/** A commit by hand: what a test does not name is empty. `sha` is filled up to 40 digits. */
export type CommitSketch = Partial<Omit<HistoryCommit, 'sha'>> & { readonly sha: string; readonly day: string };

export interface BranchSketch {
  readonly name: string;
  readonly began: string;
  /** Row to day; the stable copy's id is made from both. */
  readonly picks?: Readonly<Record<number, string>>;
  /** Row to the day on which its pick was taken back. */
  readonly reverted?: Readonly<Record<number, string>>;
}

export interface HistorySketch {
  readonly commits: readonly CommitSketch[];
  readonly branches?: readonly BranchSketch[];
  readonly releases?: readonly { readonly name: string; readonly day: string; readonly final?: boolean }[];
  readonly reviews?: readonly Review[];
}

/** A history made of values, with linear mainline: a release or a branch holds every commit of its day and before. */
export function sketchHistory(sketch: HistorySketch): History {
  const releases = (sketch.releases ?? []).map(({ name, day, final = true }): Release => ({
    name,
    time: secondsOf(day),
    final,
  }));
  const commits = sketch.commits.map((commit) => fillCommit(commit, releases));
  const branches = (sketch.branches ?? []).map(fillBranch);
  const picks = commits.map((_, row) => picksOf(sketch.branches ?? [], row));
  const rows = new Map(commits.map((commit, row) => [commit.sha, row]));
  return {
    mainline: { ref: 'refs/heads/master', tip: commits.at(-1)?.sha ?? fullSha('0') },
    branches,
    releases,
    commits,
    numberNames: [],
    end: Math.max(0, ...commits.map((commit) => commit.commitTime), ...picks.flat().map((pick) => pick.knownSince)),
    rowOf: (sha) => rows.get(sha),
    mainlineRowOf: (sha) => indexOrUndefined(picks.findIndex((of) => of.some((pick) => pick.stableSha === sha))),
    contains: (branch, row) => (commits[row]?.commitTime ?? Infinity) <= (branches[branch]?.baseTime ?? 0),
    picks: (row) => picks[row] ?? [],
    reviews: (row, asOf) =>
      (sketch.reviews ?? []).filter(({ commit, at }) => commit === commits[row]?.sha && at <= asOf),
    decision: (row, asOf) => ((picks[row] ?? []).some((pick) => pick.knownSince <= asOf) ? 'yes' : 'undecided'),
    between: (since, until) => ({
      from: commits.filter((commit) => commit.commitTime < since).length,
      to: commits.filter((commit) => commit.commitTime < until).length,
    }),
  };
}

const indexOrUndefined = (index: number): number | undefined => (index < 0 ? undefined : index);

export const fullSha = (start: string): Sha => start.padEnd(40, '0') as Sha;

function fillCommit({ sha, day, ...given }: CommitSketch, releases: readonly Release[]): HistoryCommit {
  const commitTime = given.commitTime ?? secondsOf(day);
  return {
    sha: fullSha(sha),
    subject: `commit ${sha}`,
    authorName: 'Ada Author',
    authorEmail: 'ada@example.org',
    committerEmail: 'keeper@example.org',
    authorTime: commitTime - DAY,
    commitTime,
    fixes: [],
    reverts: [],
    blamed: [],
    isRevert: false,
    stable: [],
    trailers: [],
    paths: ['src/main.c'],
    added: 3,
    removed: 1,
    release: releases.findIndex((release) => release.time >= commitTime),
    patchId: '',
    unread: undefined,
    numbers: new Float32Array(0),
    ...given,
  };
}

function fillBranch({ name, began }: BranchSketch): StableBranch {
  return {
    name,
    ref: `refs/heads/${name}`,
    tip: fullSha('f'),
    base: fullSha('b'),
    baseTime: secondsOf(began),
    version: (name.match(/\d+/g) ?? []).map(Number),
    lastTime: secondsOf(began),
    firstPickTime: undefined,
    why: 'named',
  };
}

function picksOf(branches: readonly BranchSketch[], row: number): Pick[] {
  const found = branches.flatMap(({ picks = {}, reverted = {} }, branch): Pick[] => {
    const day = picks[row];
    const gone = reverted[row];
    if (day === undefined) return [];
    return [
      {
        branch,
        stableSha: fullSha(`c${branch}${row}`),
        how: 'reference',
        knownSince: secondsOf(day),
        revertedAt: gone === undefined ? undefined : secondsOf(gone),
      },
    ];
  });
  return found.toSorted((a, b) => a.knownSince - b.knownSince);
}
