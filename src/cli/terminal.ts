import type { Writable } from 'node:stream';

/** The world as a command sees it: tests give their own. */
export interface Terminal {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Width of the terminal behind stdout; undefined when stdout is no terminal. */
  readonly columns: number | undefined;
  /** Width of the terminal behind stderr, where progress is one line that changes; undefined when it is none. */
  readonly errorColumns: number | undefined;
  /** Aborted with a StoppedError when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Writes an answer and waits until it is handed on, so that nothing is lost when the process ends. */
export function print(terminal: Terminal, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    terminal.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A note for people on stderr; one line. */
export function note(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
