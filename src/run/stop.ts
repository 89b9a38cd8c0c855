import { StoppedError } from '../errors.ts';

/** @throws StoppedError when the person asked to stop. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new StoppedError('stopped', 'stopped on request');
}
