import type { Clock } from '../models/index.ts';

export interface SkippingClock extends Clock {
  /** Every wait that was skipped, milliseconds. */
  readonly waits: readonly number[];
}

/** A clock that skips waits of up to a minute at once, and never reaches the end of longer ones. */
export const makeSkippingClock = (): SkippingClock => {
  const waits: number[] = [];
  let now = 1_000_000;
  return {
    waits,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms > 60_000) await untilAborted(signal);
      waits.push(ms);
      now += ms;
    },
  };
};

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
