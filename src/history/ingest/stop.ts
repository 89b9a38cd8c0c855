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
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => {});
  const stop = (): void => stopped.reject(buildStopped());
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped.promise]);
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
