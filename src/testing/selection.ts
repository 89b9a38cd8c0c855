import type { BranchAnswer, BranchAnswerKind, Fact } from '../evidence/index.ts';
import type { Lane, Precedent, SelectedCommit, Selection } from '../mail/index.ts';
import { fullSha } from './history.ts';
import { answerOf } from './answers.ts';

/** Numbers in [0, 1) that are the same on every machine; `seed` is any whole number. */
function makeDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface SelectionSketch {
  readonly seed?: number;
  /** How many commits in each lane. */
  readonly lanes: Partial<Readonly<Record<Lane, number>>>;
  readonly onto?: readonly string[];
  /** Replaces what a made-up commit has; called for each. */
  readonly change?: (commit: SelectedCommit, n: number) => SelectedCommit;
}

/** A selection made up by program: as large and as varied as a real one, and the same each time. */
export function sketchSelection({
  seed = 1,
  lanes,
  onto = BRANCHES,
  change = (commit) => commit,
}: SelectionSketch): Selection {
  const dice = makeDice(seed);
  const commits = LANE_ORDER.flatMap((lane) =>
    Array.from({ length: lanes[lane] ?? 0 }, () => makeCommit(lane, onto, dice)),
  );
  return {
    range: 'v6.15..v6.16',
    asOf: '2025-08-11T00:00:00Z',
    mainline: 'refs/heads/master',
    onto,
    threshold: 0.41,
    thresholdWhy: 'of past commits from there on, 8 of 10 were taken by a stable branch',
    commits: commits
      .map(change)
      .toSorted(
        (a, b) =>
          LANE_ORDER.indexOf(a.lane) - LANE_ORDER.indexOf(b.lane) || (b.probability ?? 0) - (a.probability ?? 0),
      ),
    counts: countLanes(commits),
    series: [],
  };
}

const BRANCHES = ['linux-6.15.y', 'linux-6.12.y', 'linux-6.6.y', 'linux-6.1.y', 'linux-5.15.y', 'linux-5.10.y'];
const LANE_ORDER: readonly Lane[] = [
  'proposal',
  'unsettled',
  'already there',
  'tagged for stable',
  'opted out',
  'left',
  'unread',
];
const AREAS = [
  'net: bridge',
  'drm/panel',
  'ext4',
  'usb: typec',
  'mm/slab',
  'ASoC: codecs',
  'wifi: mac80211',
  'perf/core',
  'i2c: imx',
];
const DEEDS = [
  'fix use after free when the last port leaves',
  'do not sleep under a spinlock in the reset path',
  'check the length before copying from user space',
  'restore the clock rate after suspend',
  'add a quirk for boards with a swapped reset line',
  'avoid a division by zero on empty rings',
];
const PEOPLE = [
  'Ada Lindqvist <ada@example.org>',
  'Jörg Müller <jm@example.net>',
  'Chen Wei <chen.wei@example.com>',
  '山田 太郎 <taro@example.jp>',
  "Niamh O'Connor <niamh@example.ie>",
];

const countLanes = (commits: readonly SelectedCommit[]): Record<Lane, number> =>
  Object.fromEntries(
    LANE_ORDER.map((lane) => [lane, commits.filter((commit) => commit.lane === lane).length]),
  ) as Record<Lane, number>;

type Dice = () => number;
const pick = <T>(dice: Dice, from: readonly T[]): T => from[Math.floor(dice() * from.length)];
const makeSha = (dice: Dice): string => Array.from({ length: 40 }, () => Math.floor(dice() * 16).toString(16)).join('');

function makeCommit(lane: Lane, onto: readonly string[], dice: Dice): SelectedCommit {
  const probability =
    lane === 'proposal' ? 0.41 + 0.58 * dice() ** 0.8 : lane === 'unread' ? undefined : 0.41 * dice() ** 2;
  const [subject, sha] = [`${pick(dice, AREAS)}: ${pick(dice, DEEDS)}`, makeSha(dice)];
  const rich = lane === 'proposal';
  return {
    sha: fullSha(sha),
    subject,
    author: pick(dice, PEOPLE),
    date: new Date(Date.UTC(2025, 4, 26) + Math.floor(dice() * 60) * 86_400_000).toISOString(),
    lane,
    why: WHYS[lane],
    probability,
    reasons: rich ? REASONS.slice(0, 3 + Math.floor(dice() * 4)) : [],
    precedents: rich ? Array.from({ length: 3 }, () => makePrecedent(dice)) : [],
    branches: makeAnswers(lane, onto, dice),
    facts: rich ? makeFacts(sha.slice(0, 12), dice) : [],
    paths: ['net/bridge/br_if.c', 'net/bridge/br_private.h'].slice(0, 1 + Math.floor(dice() * 2)),
    added: Math.floor(dice() * 60),
    removed: Math.floor(dice() * 30),
  };
}

const WHYS: Readonly<Record<Lane, string>> = {
  proposal: 'Its probability reaches 0.41.',
  unsettled: 'Panel: The votes are tied (1 yes, 1 no, 0 unsure, 0 silent).',
  'already there': 'Taken by linux-6.15.y, linux-6.12.y.',
  'tagged for stable': 'The message asks for stable (stable@vger.kernel.org), for 6.1 and newer.',
  'opted out': '2 of its 2 paths are on the ignore list ("fs/xfs").',
  left: 'Its probability is below 0.41.',
  unread: 'It could not be scored: the blob 1234567890ab is missing.',
};

const REASONS = [
  { feature: 'fixes-age', value: 3, effect: 1.42, says: 'fixes a commit that was released in v6.12 (3 releases ago)' },
  { feature: 'words', value: 2, effect: 0.88, says: 'the message speaks of a use after free' },
  { feature: 'size', value: 7, effect: 0.31, says: 'changes 7 lines in one function' },
  { feature: 'reported', value: 1, effect: 0.27, says: 'somebody reported it' },
  { feature: 'author', value: 0.4, effect: 0.12, says: '41 of the last 96 commits of its author were taken' },
  { feature: 'feature', value: 1, effect: -0.36, says: 'one of 12 commits by the same author within 2 days' },
];

function makeAnswers(lane: Lane, onto: readonly string[], dice: Dice): BranchAnswer[] {
  const depth = Math.ceil(dice() * onto.length);
  return onto.map((branch, n) => {
    const answer: BranchAnswerKind =
      lane === 'already there'
        ? 'already there'
        : n < depth
          ? pick(dice, NEEDED)
          : dice() < 0.3
            ? 'unknown'
            : 'not affected';
    return answerOf(branch, answer, { why: ANSWER_WHYS[answer] });
  });
}

const NEEDED: readonly BranchAnswerKind[] = [
  'take',
  'take',
  'take',
  'take with prerequisites',
  'adapt',
  'wait',
  'hold',
];

const ANSWER_WHYS: Readonly<Record<BranchAnswerKind, string>> = {
  take: 'it has 1a2b3c4d5e6f ("net: bridge: rework port lists"), which this mends: taken as 99aabbccddee on 2025-03-04',
  'take with prerequisites':
    'it conflicts in net/bridge/br.c, but applies after 2b3c4d5e6f70 ("net: bridge: split a helper")',
  adapt: 'it conflicts in net/bridge/br.c because of 2b3c4d5e6f70 ("net: bridge: split a helper"), which it lacks',
  wait: 'no release has it yet',
  hold: 'mainline took it back with 3c4d5e6f7081 ("Revert "net: bridge: rework port lists"")',
  'out of policy':
    'it came 30 months after the branch began, and such branches stop taking ordinary fixes after 18 months',
  unknown: 'the message does not say what it fixes',
  'already there': 'taken as 0123456789ab on 2025-07-14',
  'not affected': '1a2b3c4d5e6f, which this mends, is not there',
};

function makePrecedent(dice: Dice): Precedent {
  const decision = pick(dice, ['yes', 'yes', 'no', 'undecided'] as const);
  const subject = `${pick(dice, AREAS)}: ${pick(dice, DEEDS)}`;
  return {
    sha: fullSha(makeSha(dice)),
    subject,
    decision,
    takenBy: decision === 'yes' ? BRANCHES.slice(0, 2) : [],
    because: ['br_if_free', 'use after free', 'net/bridge'],
  };
}

const makeFacts = (id: string, dice: Dice): Fact[] => {
  const source = `git show -s ${id}`;
  const facts: Fact[] = [
    {
      id: 'fixes-1',
      kind: 'fixes',
      says: 'Fixes 1a2b3c4d5e6f ("net: bridge: rework port lists") of 2024-10-02, 241 days older, first released in v6.12-rc3.',
      source: 'git show -s 1a2b3c4d5e6f',
      weighs: 'for',
    },
    {
      id: 'reported-1',
      kind: 'reported',
      says: 'Somebody reported what it mends (a test machine among them): reported-by: syzbot+4f@example.org.',
      source,
      weighs: 'for',
    },
    {
      id: 'same-author-1',
      kind: 'same-author',
      says: '4 other commits by the same author were committed within 2 days; nearest: 99887766aabb ("net: bridge: simplify the port loop").',
      source: 'git show -s 99887766aabb',
      weighs: 'neutral',
    },
    {
      id: 'soak-1',
      kind: 'soak',
      says: 'In mainline for 41 days on 2025-08-11; first in v6.16-rc5, final in v6.16.',
      source: `git tag --contains ${id}`,
      weighs: 'neutral',
    },
  ];
  return dice() < 0.3
    ? [
        ...facts,
        {
          id: 'follow-up-1',
          kind: 'follow-up',
          says: 'Repaired later: 5566778899aa ("net: bridge: do not free twice") of 2025-07-30 fixes it; in no stable branch yet.',
          source: 'git show -s 5566778899aa',
          weighs: 'against',
        },
      ]
    : facts;
};
