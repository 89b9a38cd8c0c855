import { ToolCallError } from '../../errors.ts';

/** Calls one after the other: each may need the memory and the processors of the whole machine. */
export interface Turns {
  /** Waits for its turn, then runs; the signal also ends when time is up. ToolCallError `busy` when too many wait. */
  take<Answer>(work: (signal: AbortSignal) => Promise<Answer>, signal: AbortSignal): Promise<Answer>;
}

export interface TurnLimits {
  readonly waiting: number;
  readonly milliseconds: number;
}

export function makeTurns({ waiting, milliseconds }: TurnLimits): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  return {
    take: async (work, signal) => {
      if (open > waiting)
        throw new ToolCallError('busy', `${open} calls are open, more than can wait: call again when one has ended`);
      open += 1;
      const before = last;
      const turn = (async () => {
        await before;
        signal.throwIfAborted();
        return work(AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]));
      })();
      last = turn.catch(() => {});
      try {
        return await turn;
      } finally {
        open -= 1;
      }
    },
  };
}
