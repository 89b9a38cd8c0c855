import { describe, expect, it } from 'vitest';
import { decideAnswer } from './decide.ts';
import type { Standing } from './decide.ts';

const plain: Standing = {
  own: 'absent',
  affected: 'affected',
  applies: 'clean',
  pending: undefined,
  early: false,
  chained: false,
  lacking: false,
  without: false,
};
const answer = (given: Partial<Standing>): string => decideAnswer({ ...plain, ...given });

describe('the answer for a branch', () => {
  it('takes what it is affected by and what applies', () => {
    expect(answer({})).toBe('take');
    expect(answer({ affected: 'probably', applies: 'clean with renames' })).toBe('take');
    expect(answer({ applies: 'unknown' })).toBe('take');
  });

  it('takes after others where that is enough, and adapts where nothing is', () => {
    expect(answer({ applies: 'conflicts', chained: true })).toBe('take with prerequisites');
    expect(answer({ chained: true })).toBe('take with prerequisites');
    expect(answer({ applies: 'conflicts' })).toBe('adapt');
    expect(answer({ lacking: true })).toBe('adapt');
  });

  it('takes what conflicts in side files alone, before it looks for prerequisites, but not what lacks something', () => {
    expect(answer({ applies: 'conflicts', without: true })).toBe('take');
    expect(answer({ applies: 'conflicts', without: true, chained: true })).toBe('take');
    expect(answer({ applies: 'conflicts', without: true, lacking: true })).toBe('adapt');
  });

  it('holds before it waits, and waits before it says that nobody knows', () => {
    expect(answer({ pending: 'revert', early: true })).toBe('hold');
    expect(answer({ pending: 'fix', affected: 'unknown' })).toBe('hold');
    expect(answer({ early: true, affected: 'unknown' })).toBe('wait');
    expect(answer({ affected: 'unknown' })).toBe('unknown');
  });

  it('never takes for a branch that is not affected or past its time, whatever applies', () => {
    for (const applies of ['clean', 'clean with renames', 'conflicts', 'unknown'] as const) {
      expect(answer({ affected: 'not', applies, pending: 'revert' })).toBe('not affected');
      expect(answer({ affected: 'out of policy', applies, early: true })).toBe('out of policy');
    }
  });

  it('counts a pick that changes nothing as there, and leaves a pick that was taken back to a person', () => {
    expect(answer({ applies: 'already there' })).toBe('already there');
    expect(answer({ own: 'present', affected: 'not' })).toBe('already there');
    expect(answer({ own: 'taken back' })).toBe('unknown');
    expect(answer({ own: 'taken back', pending: 'revert' })).toBe('hold');
  });
});
