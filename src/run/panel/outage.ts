import type { MemberAnswer, Verdict } from '../../panel/index.ts';

/** Commits in a row that could not be judged because a service denies its answers, or is away. */
const MOST_DENIED = 3;
const MOST_AWAY = 12;

/** Notices that models are gone for good, so that a long run does not ask thousands of times for nothing. */
export interface Outage {
  /** Why nobody is asked any more; undefined as long as all is well. */
  readonly why: string | undefined;
  /** Told each verdict as it is reached. */
  note(verdict: Pick<Verdict, 'code' | 'silent'>): void;
  /** An answer that was not asked for because of the outage says so, and not that the budget is spent. */
  explain(answer: MemberAnswer): MemberAnswer;
}

export function watchOutage(): Outage {
  let [denied, away] = [0, 0];
  let why: string | undefined;
  return {
    get why() {
      return why;
    },
    note({ code, silent }) {
      if (why !== undefined) return;
      const gone = code === 'quorum' ? silent.filter(({ silence }) => silence === 'denied' || isAway(silence)) : [];
      const first = gone.find(({ silence }) => silence === 'denied') ?? gone[0];
      denied = first?.silence === 'denied' ? denied + 1 : 0;
      away = first === undefined ? 0 : away + 1;
      if (first !== undefined && (denied >= MOST_DENIED || away >= MOST_AWAY)) why = first.why;
    },
    explain: (answer) =>
      why !== undefined && answer.kind === 'silent' && answer.silence === 'budget'
        ? { ...answer, silence: 'unavailable', why: `not asked any more: ${why}` }
        : answer,
  };
}

const isAway = (silence: string): boolean => silence === 'unavailable';
