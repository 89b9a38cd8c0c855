import type { MessageFacts, Sha } from '../git/index.ts';
import { buildHistory } from '../history/index.ts';
import type { CommitValues, History, HistoryValues, PickValues, Release, StableBranch } from '../history/index.ts';

const DAY = 86_400;

/** Of the first commit, seconds: 2020-01-01. */
export const MADE_START = Date.UTC(2020, 0, 1) / 1000;

export interface MadeOptions {
  readonly commits: number;
  readonly seed: number;
  /** Decisions have nothing to do with the commits. */
  readonly byChance?: boolean;
}

/** xorshift; good enough to make up commits. */
const makeChance = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
};

/** Ids that differ within their first ten digits. */
const madeSha = (kind: string, number: number): Sha =>
  `${kind}${number.toString(16).padStart(9, '0')}`.padEnd(40, '0') as Sha;

const factsOf = (target: Sha | undefined, tagged: boolean): MessageFacts => ({
  fixes: target === undefined ? [] : [{ id: target.slice(0, 12), subject: undefined, raw: '' }],
  stable: tagged
    ? [{ address: 'stable@example.org', note: '', since: undefined, prerequisite: undefined, noAutosel: false }]
    : [],
  upstream: [],
  reverts: [],
  blamed: [],
  trailers: [],
});

interface Plan {
  readonly values: CommitValues;
  readonly wanted: boolean;
}

const planCommit = (number: number, chance: () => number, options: MadeOptions): Plan => {
  const isFix = chance() < 0.3;
  const target = isFix && number > 20 ? madeSha('a', number - 1 - Math.floor(chance() * 20)) : undefined;
  const tagged = isFix && chance() < 0.3;
  const author = Math.floor(chance() * 8);
  const part = Math.floor(chance() * 4);
  const commitTime = MADE_START + number * (DAY / 4);
  const luck = chance();
  const values: CommitValues = {
    sha: madeSha('a', number),
    subject: `part${part}: ${isFix ? 'fix' : 'add'} thing ${number}`,
    authorName: `Author ${author}`,
    authorEmail: `author${author}@example.org`,
    committerEmail: `keeper${part % 2}@example.org`,
    authorTime: commitTime - Math.floor(chance() * 5 * DAY),
    commitTime,
    facts: factsOf(target, tagged),
    release: undefined,
    paths: [`part${part}/file${Math.floor(chance() * 6)}.c`],
    added: Math.floor(chance() * 50),
    removed: Math.floor(chance() * 20),
    patchId: '',
    unread: undefined,
    numbers: Float32Array.of(isFix ? 1 : 0, chance()),
  };
  return { values, wanted: options.byChance ? luck < 0.25 : luck < (tagged ? 0.95 : isFix ? 0.5 : 0.03) };
};

const BRANCHES = 3;

const makeBranch = (number: number, commits: number): StableBranch => ({
  name: `v${number + 1}.y`,
  ref: `refs/heads/v${number + 1}.y`,
  tip: madeSha('b', number),
  base: madeSha('a', 0),
  baseTime: MADE_START + Math.floor((number * commits) / BRANCHES) * (DAY / 4),
  version: [number + 1],
  lastTime: MADE_START + commits * (DAY / 4),
  firstPickTime: undefined,
  why: 'made up',
});

const makePicks = (plans: readonly Plan[], branches: readonly StableBranch[], chance: () => number): PickValues[] =>
  plans.flatMap(({ values, wanted }, number) => {
    const delay = (5 + chance() * 60) * DAY;
    if (!wanted) return [];
    return branches.flatMap((branch, at): PickValues[] =>
      branch.baseTime >= values.commitTime
        ? []
        : [
            {
              branch: at,
              sha: values.sha,
              stableSha: madeSha('c', number * BRANCHES + at),
              how: 'reference',
              knownSince: values.commitTime + Math.floor(delay),
              revertedAt: undefined,
            },
          ],
    );
  });

/** What {@link makeHistory} builds from; for tests that change a part of it first. */
export const makeHistoryValues = (options: MadeOptions): HistoryValues => {
  const chance = makeChance(options.seed);
  const plans = Array.from({ length: options.commits }, (_, number) => planCommit(number, chance, options));
  const branches = Array.from({ length: BRANCHES }, (_, number) => makeBranch(number, options.commits));
  const releases = branches.map(({ name, baseTime }): Release => ({
    name: name.slice(0, -2),
    time: baseTime,
    final: true,
  }));
  const commits = plans.map(({ values }) => ({
    ...values,
    release: releases.find(({ time }) => time >= values.commitTime)?.name,
  }));
  return {
    mainline: { ref: 'refs/heads/main', tip: madeSha('a', options.commits - 1) },
    numberNames: ['subject-fix', 'noise'],
    commits,
    branches,
    picks: makePicks(plans, branches, chance),
    releases,
    end: MADE_START + options.commits * (DAY / 4) + 70 * DAY,
  };
};

/** A linear mainline of four commits a day with three stable branches, made up from a seed. */
export const makeHistory = (options: MadeOptions): History => buildHistory(makeHistoryValues(options));
