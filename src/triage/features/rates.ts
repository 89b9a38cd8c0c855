import type { History, HistoryCommit } from '../../history/index.ts';
import type { FeatureGroup, Question } from './question.ts';
import { passedTimes } from './passed.ts';
import { authorOf, DAY, folderOf, PATIENCE_DAYS, prefixOf } from './timeline.ts';

/** Decided commits of one key: how many and how many of them were taken; both fade with time. */
interface Tally {
  yes: number;
  all: number;
  /** Taken minus what its kind of tag lets expect. */
  excess: number;
  /** Day up to which the tally has faded. */
  day: number;
}

/** A tally loses half its weight in this time, so that old habits count less. */
const HALF_LIFE = 730 * DAY;

/** Weight of the overall rate in every rate: a key with this many commits is believed half. */
const DOUBT = 10;

const fade = (tally: Tally, day: number): void => {
  const factor = 2 ** (-(day - tally.day) / HALF_LIFE);
  tally.yes *= factor;
  tally.all *= factor;
  tally.excess *= factor;
  tally.day = day;
};

/** 0 tagged for stable, 1 with Fixes only, 2 with neither: their rates differ most. */
const tagKind = (commit: HistoryCommit): 0 | 1 | 2 =>
  commit.stable.some((tag) => !tag.noAutosel) ? 0 : commit.fixes.length > 0 ? 1 : 2;

const keysOf = (commit: HistoryCommit): readonly string[] => {
  const keys = [
    `author ${authorOf(commit)}`,
    `committer ${commit.committerEmail.toLowerCase()}`,
    `kind ${tagKind(commit)}`,
  ];
  const prefix = prefixOf(commit.subject);
  if (prefix !== '') {
    keys.push(`prefix ${prefix}`, `system ${/^[^/:\s]+/.exec(prefix)?.[0] ?? ''}`);
  }
  keys.push(`verb ${verbOf(commit.subject)}`);
  for (const depth of [1, 2, 3]) {
    for (const folder of new Set(commit.paths.slice(0, MOST_PATHS).map((path) => folderOf(path, depth)))) {
      keys.push(`folder${depth} ${folder}`);
    }
  }
  for (const path of commit.paths.slice(0, MOST_PATHS)) keys.push(`path ${path}`);
  return [...new Set(keys)];
};

const MOST_PATHS = 20;

const verbOf = (subject: string): string => {
  const behind = subject.slice(subject.lastIndexOf(': ') + 1).trim();
  return (/^[A-Za-z]+/.exec(behind)?.[0] ?? '').toLowerCase();
};

interface Known {
  readonly row: number;
  readonly at: number;
  /** +1: decided, `yes` or not; a later pick turns a no into a yes. */
  readonly change: 'yes' | 'no' | 'no-to-yes';
}

/** First time that some branch took the row. Whether it was taken back is not asked: that may lie in the future. */
const takenAt = (history: History, row: number): number | undefined => history.picks(row)[0]?.knownSince;

/**
 * When each decision becomes known. It counts from `PATIENCE_DAYS` after the commit, yes and no alike, so that the
 * rates of young commits are not made of the quick yeses alone. A later pick corrects it on its day.
 */
const knownEvents = (history: History): Known[] => {
  const events: Known[] = [];
  const passed = passedTimes(history);
  for (const [row, commit] of history.commits.entries()) {
    const due = commit.commitTime + PATIENCE_DAYS * DAY;
    const taken = takenAt(history, row) ?? Number.POSITIVE_INFINITY;
    const left = Math.max(due, passed[row]);
    if (taken <= left) events.push({ row, at: Math.max(due, taken), change: 'yes' });
    else {
      events.push({ row, at: left, change: 'no' });
      events.push({ row, at: taken, change: 'no-to-yes' });
    }
  }
  return events.filter(({ at }) => at <= history.end).sort((a, b) => a.at - b.at || a.row - b.row);
};

/** Past decisions by author, committer, subsystem and path, wound forward day by day. */
export interface Rates {
  /** Takes in all decisions known by `day`; days must not fall. */
  advance(day: number): void;
  /** Smoothed share of taken commits, and how many decided ones stand behind it. */
  rate(key: string): { readonly rate: number; readonly excess: number; readonly all: number };
  /** Share over everything decided. */
  overall(): number;
}

export const makeRates = (history: History): Rates => {
  const events = knownEvents(history);
  const tallies = new Map<string, Tally>();
  let next = 0;
  let today = 0;
  const tallyOf = (key: string): Tally => {
    const known = tallies.get(key);
    if (known !== undefined) return known;
    const fresh = { yes: 0, all: 0, excess: 0, day: today };
    tallies.set(key, fresh);
    return fresh;
  };
  const overall = (): number => {
    const { yes, all } = tallyOf('all');
    return (yes + 0.5) / (all + 5);
  };
  const apply = ({ row, change }: Known): void => {
    const commit = history.commits[row];
    const kind = tallies.get(`kind ${tagKind(commit)}`);
    const expected = kind === undefined || kind.all === 0 ? overall() : (kind.yes + overall()) / (kind.all + 1);
    for (const key of ['all', ...keysOf(commit)]) {
      const tally = tallyOf(key);
      fade(tally, today);
      if (change !== 'no-to-yes') {
        tally.all += 1;
        tally.excess -= expected;
      }
      if (change !== 'no') {
        tally.yes += 1;
        tally.excess += 1;
      }
    }
  };
  return {
    advance(day) {
      for (; next < events.length && events[next].at <= day; next += 1) {
        today = Math.max(today, events[next].at);
        apply(events[next]);
      }
      today = Math.max(today, day);
    },
    rate(key) {
      const tally = tallies.get(key);
      if (tally === undefined) return { rate: overall(), excess: 0, all: 0 };
      fade(tally, today);
      return {
        rate: (tally.yes + DOUBT * overall()) / (tally.all + DOUBT),
        excess: tally.excess / (tally.all + DOUBT),
        all: tally.all,
      };
    },
    overall,
  };
};

const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** Largest rate and excess over the commit's paths or folders. */
const widest = (rates: Rates, keys: readonly string[]): number[] => {
  if (keys.length === 0) return [Number.NaN, Number.NaN, Number.NaN];
  const found = keys.map((key) => rates.rate(key));
  return [
    most(found.map(({ rate }) => rate)),
    most(found.map(({ excess }) => excess)),
    Math.log1p(most(found.map(({ all }) => all))),
  ];
};

const SINGLE = ['author', 'committer', 'prefix', 'system', 'verb'] as const;
const MANY = ['folder1', 'folder2', 'folder3', 'path'] as const;

const rateNames = (of: string): string[] => [`rate-${of}`, `excess-${of}`, `decided-${of}`];

const singleNumbers = (rates: Rates, key: string | undefined): number[] => {
  if (key === undefined) return [Number.NaN, Number.NaN, Number.NaN];
  const { rate, excess, all } = rates.rate(key);
  return [rate, excess, Math.log1p(all)];
};

/** Past decisions as numbers: rate, excess over what the tags let expect, and how many were decided. */
export const rateFeatures: FeatureGroup = {
  names: [...[...SINGLE, ...MANY].flatMap(rateNames), 'rate-overall'],
  measure: ({ commit, rates }: Question) => {
    const keys = keysOf(commit);
    const keysFor = (of: string): string[] => keys.filter((key) => key.startsWith(`${of} `));
    return [
      ...SINGLE.flatMap((of) => singleNumbers(rates, keysFor(of)[0])),
      ...MANY.flatMap((of) => widest(rates, keysFor(of))),
      rates.overall(),
    ];
  },
};
