import { describe, expect, it } from 'vitest';
import type { BranchAnswerKind } from '../evidence/index.ts';
import { answerOf } from '../testing/answers.ts';
import { findRange, versionOf } from './versions.ts';

const answers = (...list: [string, BranchAnswerKind][]) => list.map(([branch, answer]) => answerOf(branch, answer));

describe('versions in a subject', () => {
  it('are spelled as the branch spells them', () => {
    expect(['linux-6.1.y', '21.11', 'stable-4.17', 'v255-stable', 'lts'].map(versionOf)).toEqual([
      '6.1',
      '21.11',
      '4.17',
      '255',
      'lts',
    ]);
  });

  it('go from the newest to the oldest, by number', () => {
    expect(findRange(answers(['linux-6.1.y', 'take'], ['linux-6.16.y', 'take'], ['linux-6.6.y', 'take']))).toEqual({
      newest: '6.16',
      oldest: '6.1',
    });
  });

  it('stand alone when there is one, and leave out branches that do not need it', () => {
    expect(
      findRange(answers(['linux-6.1.y', 'take'], ['linux-5.10.y', 'not affected'], ['linux-6.6.y', 'unknown'])),
    ).toEqual({ newest: '6.1', oldest: '6.1' });
  });

  it('count branches that take it after others or after work, and not those that wait', () => {
    expect(
      findRange(
        answers(
          ['linux-6.12.y', 'wait'],
          ['linux-6.6.y', 'take'],
          ['linux-6.1.y', 'take with prerequisites'],
          ['linux-5.15.y', 'adapt'],
          ['linux-5.10.y', 'hold'],
        ),
      ),
    ).toEqual({ newest: '6.6', oldest: '5.15' });
  });

  it('name nothing when no branch takes it', () => {
    expect(findRange(answers(['linux-6.1.y', 'unknown'], ['linux-6.6.y', 'unknown']))).toBeUndefined();
    expect(findRange([])).toBeUndefined();
  });
});
