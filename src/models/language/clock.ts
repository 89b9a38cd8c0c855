import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the models see it, milliseconds; tests bring their own. */
export interface Clock {
  now(): number;
  /** Rejects when the signal ends it. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Timers of the runtime take no longer spans. */
const LONGEST = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(Math.min(ms, LONGEST), undefined, signal === undefined ? {} : { signal }),
};
