import { StoppedError } from '../../errors.ts';

/** Throws StoppedError when the person asked to stop. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw buildStopped();
}

/** Walks on until the person stops, even while the next value is long in coming; the source is then closed. */
export async function* walkUntilStopped<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  if (signal === undefined) {
    yield* source;
    return;
  }
  throwIfStopped(signal);
  const iterator = source[Symbol.asyncIterator]();
  // A race against one promise of the whole walk would keep every value alive until the walk ends.
  let giveUp: ((why: StoppedError) => void) | undefined;
  const stop = (): void => giveUp?.(buildStopped());
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        giveUp = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done === true) return;
      yield next.value;
      throwIfStopped(signal);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    iterator.return?.().catch(() => {});
  }
}

function buildStopped(): StoppedError {
  return new StoppedError('stopped', 'stopped: what was finished is kept, the same command goes on from there');
}
