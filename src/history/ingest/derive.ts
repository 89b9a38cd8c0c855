import type { CommitGraph, Repository, Sha } from '../../git/index.ts';
import { findReleases } from '../releases.ts';
import type { FoundRelease, ReleasingBranch } from '../releases.ts';
import type { CommitLink, HistoryState, HistoryStore, LiveCommit, ReadModel, StoredBranch } from '../store/index.ts';
import { mapUpstream } from '../upstream/index.ts';
import type { BranchCommits, UpstreamMap } from '../upstream/index.ts';
import type { FoundBranches } from './branches.ts';
import type { Survey } from './survey.ts';

/** The oldest commits that tell one repository from another. */
const OLDEST = 5;

export interface Derivation {
  readonly repository: Repository;
  readonly store: HistoryStore;
  readonly survey: Survey;
  readonly graph: CommitGraph;
  readonly mainline: Uint8Array;
  /** Graph positions of the non-merge commits of mainline. */
  readonly mainlineCommits: readonly number[];
  readonly branches: FoundBranches;
  readonly numberNames: readonly string[];
  /** Commits that the store does not hold, because their messages could not be read. */
  readonly lost: ReadonlySet<Sha>;
  /** Commits of the store whose patches could not be read. */
  readonly unread: ReadonlySet<Sha>;
}

/** Everything that hangs on more than one commit: roles, releases, picks. Made anew whenever something changed; it is cheap. */
export async function deriveReadModel(parts: Derivation): Promise<ReadModel> {
  const { graph, branches, lost } = parts;
  const toShas = (indexes: readonly number[]): readonly Sha[] =>
    indexes.map((index) => graph.sha(index)).filter((sha) => !lost.has(sha));
  const mainlineShas = toShas(parts.mainlineCommits);
  const stableShas = toShas([...new Set(branches.stable.flatMap(({ ahead }) => ahead))]);
  const rows = sortRows(await parts.store.loadLinks(mainlineShas));
  const places = rows.map(({ sha }) => graph.indexOf(sha)!);
  const stable = new Map((await parts.store.loadLinks(stableShas)).map((link) => [link.sha, link]));
  const commits = branches.stable.map((branch): BranchCommits => ({
    name: branch.candidate.name,
    commits: branch.ahead.flatMap((index) => stable.get(graph.sha(index)) ?? []),
    contains: Uint8Array.from(places, (index) => branch.reach[index]),
  }));
  const map = mapUpstream(rows, commits);
  const releases = findReleases(parts.survey.tags, { graph, mainline: parts.mainline, branches: beginnings(parts) });
  const stored = await buildBranches(parts, commits, map);
  return {
    live: [
      ...nameReleases(graph, mainlineShas, releases),
      ...stableShas.map((sha): LiveCommit => ({ sha, role: 'stable', release: undefined })),
    ],
    branches: stored,
    picks: map.picks.map(({ row, ...pick }) => ({ ...pick, sha: rows[row].sha })),
    releases: releases.map(({ name, time, final }) => ({ name, time, final })),
    state: buildState(parts, { rows, stored, map, live: [...mainlineShas, ...stableShas] }),
  };
}

/** Where each stable branch left mainline. */
function beginnings({ graph, branches }: Derivation): readonly ReleasingBranch[] {
  return branches.stable.flatMap(({ base, reach, candidate: { version } }) => {
    const index = graph.indexOf(base);
    return index === undefined ? [] : [{ base: index, version, reach }];
  });
}

function sortRows(links: readonly CommitLink[]): readonly CommitLink[] {
  return links.toSorted((a, b) => a.commitTime - b.commitTime || (a.sha < b.sha ? -1 : 1));
}

function nameReleases(
  graph: CommitGraph,
  shas: readonly Sha[],
  releases: readonly FoundRelease[],
): readonly LiveCommit[] {
  const first = graph.firstContaining(releases.map(({ index }) => index));
  return shas.map((sha) => ({
    sha,
    role: 'mainline',
    release: releases[first[graph.indexOf(sha) as number]]?.name,
  }));
}

async function buildBranches(
  parts: Derivation,
  commits: readonly BranchCommits[],
  map: UpstreamMap,
): Promise<readonly StoredBranch[]> {
  const found = parts.branches.stable;
  const baseTimes = new Map<Sha, number>();
  for await (const base of parts.repository.commits(found.map((branch) => branch.base))) {
    if (base.kind === 'commit') baseTimes.set(base.sha, base.committer.time);
  }
  return found.map(({ candidate, base, why }, at) => ({
    name: candidate.name,
    ref: candidate.ref.name,
    tip: candidate.ref.target,
    base,
    baseTime: baseTimes.get(base) ?? 0,
    version: candidate.version,
    lastTime: candidate.ref.time,
    firstPickTime: map.picks.reduce<number | undefined>(
      (first, { branch, knownSince }) => (branch === at && knownSince < (first ?? Infinity) ? knownSince : first),
      undefined,
    ),
    why,
    contains: packBits(commits[at].contains),
  }));
}

function packBits(bytes: Uint8Array): Uint8Array {
  const bits = new Uint8Array((bytes.length + 7) >>> 3);
  bytes.forEach((set, at) => {
    if (set === 1) bits[at >>> 3] = bits[at >>> 3] | (1 << (at & 7));
  });
  return bits;
}

function buildState(
  parts: Derivation,
  made: {
    readonly rows: readonly CommitLink[];
    readonly stored: readonly StoredBranch[];
    readonly map: UpstreamMap;
    readonly live: readonly Sha[];
  },
): HistoryState {
  const { survey, branches, numberNames, lost } = parts;
  const { ref } = survey.mainline;
  return {
    fingerprint: survey.fingerprint,
    made: survey.made,
    mainline: { ref: ref.name, tip: ref.target },
    numberNames,
    oldest: made.rows.slice(0, OLDEST).map(({ sha }) => sha),
    end: Math.max(ref.time, ...made.stored.map(({ lastTime }) => lastTime)),
    seen: branches.seen,
    counts: made.map.counts,
    unread: made.live.filter((sha) => parts.unread.has(sha)).length,
    lost: lost.size,
  };
}
