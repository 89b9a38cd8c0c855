import { StoppedError } from '../errors.ts';

/** @throws StoppedError when the person asked to stop. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new StoppedError('stopped', 'stopped on request');
}

/** Lets signals and timers through between pieces of long computing, then stops if the person asked for it. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  throwIfStopped(signal);
}
