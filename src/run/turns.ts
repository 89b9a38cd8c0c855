import { setImmediate } from 'node:timers/promises';
import { throwIfStopped } from './stop.ts';

/** Milliseconds that nothing else may run. */
const LONGEST_STEP = 20;

/**
 * The items of long work that waits for nothing: now and then timers and signals get their turn between two of them.
 * @throws StoppedError when the signal says so.
 */
export async function* inTurns<Item>(items: Iterable<Item>, signal?: AbortSignal): AsyncGenerator<Item, void, void> {
  let since = performance.now();
  for (const item of items) {
    if (signal !== undefined) throwIfStopped(signal);
    yield item;
    if (performance.now() - since < LONGEST_STEP) continue;
    await setImmediate();
    since = performance.now();
  }
}
