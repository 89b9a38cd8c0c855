import type { GitChild } from './process.ts';

/**
 * What `read` makes of a running git, or `late` when git did not end within `timeoutMs`. The process is gone afterwards,
 * however this ends.
 */
export async function readWithin<T>(child: GitChild, timeoutMs: number, read: () => Promise<T>): Promise<T | 'late'> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void child.stop();
  }, timeoutMs);
  try {
    const value = await read();
    return late ? 'late' : value;
  } catch (error) {
    if (late) return 'late';
    throw error;
  } finally {
    clearTimeout(timer);
    await child.stop();
  }
}
