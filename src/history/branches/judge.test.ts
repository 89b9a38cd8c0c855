import { describe, expect, it } from 'vitest';
import type { Sha } from '../../git/index.ts';
import { findStagedBranch, judgeCandidate, judgeInFamily, needsSubjects } from './judge.ts';
import type { CandidateFacts } from './judge.ts';
import { parseBranchVersion } from './version.ts';

interface Sketch extends Partial<CandidateFacts> {
  readonly name?: string;
  readonly named?: boolean;
}

function facts({ name = 'stable-1.0', named = false, ...given }: Sketch = {}): CandidateFacts {
  const ref = { name: `refs/heads/${name}`, target: 'tip' as Sha, time: 1 };
  const candidate = { name, ref, version: parseBranchVersion(name) ?? [], named };
  return {
    candidate,
    base: 'base',
    baseIsMainlineTip: false,
    ahead: 100,
    referenced: 90,
    onMainline: undefined,
    ...given,
  };
}

describe('a stable branch', () => {
  it('is one whose commits mostly name upstream commits', () => {
    expect(judgeCandidate(facts({ referenced: 60 }))).toEqual({
      stable: true,
      why: '60 of 100 commits name an upstream commit',
    });
    expect(judgeCandidate(facts({ referenced: 59 })).stable).toBe(false);
  });

  it('may name few if their subjects are on mainline', () => {
    expect(judgeCandidate(facts({ referenced: 15, onMainline: 70 })).stable).toBe(true);
    expect(judgeCandidate(facts({ referenced: 15, onMainline: 69 })).stable).toBe(false);
    expect(judgeCandidate(facts({ referenced: 14, onMainline: 100 })).stable).toBe(false);
  });

  it('asks for subjects only where they decide', () => {
    expect(needsSubjects(facts({ referenced: 30 }))).toBe(true);
    expect(needsSubjects(facts({ referenced: 60 }))).toBe(false);
    expect(needsSubjects(facts({ referenced: 14 }))).toBe(false);
    expect(needsSubjects(facts({ referenced: 30, named: true }))).toBe(false);
  });

  it.each([
    [{ ahead: 9, referenced: 9 }, 'only 9 commits ahead of mainline, 10 are needed to tell'],
    [{ ahead: 0, referenced: 0 }, 'it has no commit that mainline lacks'],
    [{ base: undefined }, 'it shares no commit with mainline'],
    [{ baseIsMainlineTip: true }, 'it starts at the tip of mainline'],
  ])('is not %o', (given, why) => {
    expect(judgeCandidate(facts(given))).toEqual({ stable: false, why });
  });

  it('is whatever the person named, if it shares a commit with mainline', () => {
    expect(judgeCandidate(facts({ named: true, ahead: 0, referenced: 0 })).stable).toBe(true);
    expect(judgeCandidate(facts({ named: true, base: undefined })).stable).toBe(false);
  });

  it('may be young when its family is known', () => {
    const sister = facts({ name: 'linux-6.12.y' });
    expect(judgeInFamily(facts({ name: 'linux-6.13.y', ahead: 2, referenced: 2 }), [sister])?.stable).toBe(true);
    expect(judgeInFamily(facts({ name: 'linux-6.13.y', ahead: 2, referenced: 1 }), [sister])).toBeUndefined();
    expect(judgeInFamily(facts({ name: 'linux-6.13.y', ahead: 0, referenced: 0 }), [sister])).toBeUndefined();
    expect(judgeInFamily(facts({ name: 'topic-6.13', ahead: 2, referenced: 2 }), [sister])).toBeUndefined();
    expect(judgeInFamily(facts({ name: 'linux-6.13.y', ahead: 40, referenced: 2 }), [sister])).toBeUndefined();
  });
});

describe('a staging branch', () => {
  it.each([
    ['22.11-staging', '22.11'],
    ['staging-4.18', 'stable-4.18'],
  ])('%s feeds %s when both start at the same commit', (staging, stable) => {
    const [fed, feeding] = [facts({ name: stable }), facts({ name: staging })];
    expect(findStagedBranch(feeding, [fed, feeding])).toBe(fed);
    expect(findStagedBranch(fed, [fed, feeding])).toBeUndefined();
    expect(findStagedBranch(facts({ name: staging, base: 'other' }), [fed])).toBeUndefined();
  });

  it('stands for itself when the person named it', () => {
    expect(
      findStagedBranch(facts({ name: 'staging-4.18', named: true }), [facts({ name: 'stable-4.18' })]),
    ).toBeUndefined();
  });
});
