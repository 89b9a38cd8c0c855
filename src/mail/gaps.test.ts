import { describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answers.ts';
import { findGaps } from './gaps.ts';

describe('gaps in the range of a subject', () => {
  it('are branches between its ends that do not get the commit, newest first', () => {
    const branches = [
      answerOf('linux-6.1.y', 'take'),
      answerOf('linux-6.6.y', 'not affected'),
      answerOf('linux-6.12.y', 'hold'),
      answerOf('linux-6.15.y', 'take'),
      answerOf('linux-5.10.y', 'not affected'),
    ];
    expect(findGaps(branches).map(({ branch }) => branch)).toEqual(['linux-6.12.y', 'linux-6.6.y']);
  });

  it('are none where one branch or no branch gets it', () => {
    expect(findGaps([answerOf('linux-6.1.y', 'take'), answerOf('linux-6.6.y', 'hold')])).toEqual([]);
    expect(findGaps([answerOf('linux-6.1.y', 'hold')])).toEqual([]);
  });
});
