import { describe, expect, it } from 'vitest';
import type { BranchAnswer, BranchAnswerKind, Fact } from '../evidence/index.ts';
import { answerOf } from '../testing/answers.ts';
import { secondsOf, sketchHistory } from '../testing/history.ts';
import { sketchReview } from '../testing/reviews.ts';
import type { LaneQuestion } from './lanes.ts';
import { decideLane } from './lanes.ts';

const history = sketchHistory({
  commits: [
    { sha: 'a0', day: '2023-01-05' },
    { sha: 'a1', day: '2023-01-06' },
  ],
  branches: [{ name: 's-1.0', began: '2022-01-01', picks: { 1: '2023-02-01' } }],
});
const fact = (kind: string): Fact => ({
  id: `${kind}-1`,
  kind,
  says: `${kind}.`,
  source: 'git show',
  weighs: 'neutral',
});
const answers = (...kinds: BranchAnswerKind[]): BranchAnswer[] => kinds.map((answer, n) => answerOf(`s-${n}`, answer));

const lane = (given: Partial<LaneQuestion>): string =>
  decideLane({
    history,
    row: 0,
    asOf: secondsOf('2023-06-01'),
    facts: [],
    branches: [],
    asked: false,
    probability: 0.9,
    threshold: 0.5,
    ...given,
  }).lane;

describe('what people said', () => {
  const [asOf, commits] = [secondsOf('2023-06-01'), [{ sha: 'aaaa', day: '2023-01-05' }]];
  const sha = 'aaaa'.padEnd(40, '0');
  const heard = (answer: 'drop' | 'accept', at = asOf) =>
    sketchHistory({ commits, reviews: [sketchReview({ commit: sha, answer, at })] });

  it('leaves what was dropped, tagged or not, from the day on which it was said', () => {
    expect(lane({ history: heard('drop') })).toBe('left');
    expect(lane({ history: heard('drop'), facts: [fact('cc-stable')] })).toBe('left');
    expect(lane({ history: heard('drop', asOf + 1) })).toBe('proposal');
  });

  it('proposes what was accepted, whatever its score and the lists say, unless nobody needs it', () => {
    expect(lane({ history: heard('accept'), probability: 0.1, facts: [fact('opt-out-path')] })).toBe('proposal');
    expect(lane({ history: heard('accept'), branches: answers('not affected') })).toBe('left');
  });
});

describe('lanes', () => {
  it('proposes from the threshold on and leaves the rest', () => {
    expect(lane({ probability: 0.5 })).toBe('proposal');
    expect(lane({ probability: 0.49 })).toBe('left');
  });

  it('leaves what no branch needs, however high its score', () => {
    expect(lane({ branches: answers('not affected', 'not affected') })).toBe('left');
    expect(lane({ branches: answers('not affected', 'unknown') })).toBe('proposal');
  });

  it('leaves what every branch that needs it must wait for or hold, and says so', () => {
    expect(lane({ branches: answers('wait', 'hold', 'not affected') })).toBe('left');
    expect(lane({ branches: answers('wait', 'adapt') })).toBe('proposal');
    expect(lane({ branches: answers('out of policy', 'already there') })).toBe('already there');
  });

  it('counts a commit as there when some branch took it and nobody asked for certain branches', () => {
    expect(lane({ row: 1 })).toBe('already there');
    expect(lane({ row: 1, asOf: secondsOf('2023-01-20') })).toBe('proposal');
  });

  it('asks every named branch that needs it', () => {
    const asked = true;
    expect(lane({ row: 1, asked, branches: answers('already there', 'take') })).toBe('proposal');
    expect(lane({ row: 1, asked, branches: answers('already there', 'unknown') })).toBe('proposal');
    expect(lane({ row: 1, asked, branches: answers('already there', 'not affected') })).toBe('already there');
  });

  it('puts an opt-out in the message before a tag, and a tag before the lists', () => {
    expect(lane({ facts: [fact('opt-out-trailer'), fact('cc-stable')] })).toBe('opted out');
    expect(lane({ facts: [fact('opt-out-path'), fact('cc-stable')] })).toBe('tagged for stable');
    expect(lane({ facts: [fact('opt-out-author')] })).toBe('opted out');
  });

  it('calls a commit unread only when nothing but the score could have decided', () => {
    expect(lane({ probability: undefined })).toBe('unread');
    expect(lane({ probability: undefined, facts: [fact('cc-stable')] })).toBe('tagged for stable');
    expect(lane({ probability: undefined, row: 1 })).toBe('already there');
  });
});
