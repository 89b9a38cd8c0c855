import { describe, expect, it } from 'vitest';
import type { MemberAnswer, SilenceKind, Verdict } from '../../panel/index.ts';
import { watchOutage, type Outage } from './outage.ts';

const silent = (silence: SilenceKind, why: string): Pick<Verdict, 'code' | 'silent'> => ({
  ...{ code: 'quorum', silent: [{ member: 'a', role: 'analyst', model: 'x', silence, why }] },
});
const denied = silent('denied', 'bad key');
const away = silent('unavailable', 'it was down');
const judged: Pick<Verdict, 'code' | 'silent'> = { code: undefined, silent: [] };

const after = (...verdicts: readonly Pick<Verdict, 'code' | 'silent'>[]): Outage => {
  const outage = watchOutage();
  for (const verdict of verdicts) outage.note(verdict);
  return outage;
};
const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

describe('an outage', () => {
  it('is three commits in a row that a service denies to answer, or twelve while it is away', () => {
    expect(after(...times(2, denied)).why).toBeUndefined();
    expect(after(...times(3, denied)).why).toBe('bad key');
    expect(after(...times(11, away)).why).toBeUndefined();
    expect(after(...times(12, away)).why).toBe('it was down');
  });

  it('is none where a commit in between was judged, or the others settle it all the same', () => {
    expect(after(denied, denied, judged, denied, denied).why).toBeUndefined();
    expect(after(...times(20, { ...denied, code: undefined })).why).toBeUndefined();
    expect(after(...times(20, silent('refused', 'I do not want to'))).why).toBeUndefined();
  });

  it('is the reason of who is not asked because of it', () => {
    const poor = { kind: 'silent', silence: 'budget', why: 'the budget ended' } as MemberAnswer;
    expect(after(denied).explain(poor)).toBe(poor);
    expect(after(...times(3, denied)).explain(poor)).toMatchObject({
      silence: 'unavailable',
      why: 'not asked any more: bad key',
    });
  });
});
