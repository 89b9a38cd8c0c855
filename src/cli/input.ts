import process from 'node:process';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

/** Message of the thread that works to the one that has the terminal: stdin is read from now on. */
export const WANTS_INPUT = { kind: 'input' } as const;

/** What stands on stdin. It is read only once it is asked for: a program in the background must not touch its terminal. */
export function openInput(): NodeJS.ReadStream {
  if (!isMainThread) parentPort?.postMessage(WANTS_INPUT);
  return process.stdin;
}

/** Whether a person sits at stdin; the thread that works has a pipe there and is told. */
export function isInputTerminal(): boolean {
  if (isMainThread) return process.stdin.isTTY;
  return (
    (workerData as { readonly terminal?: { readonly inputTerminal?: boolean } } | null)?.terminal?.inputTerminal ===
    true
  );
}
