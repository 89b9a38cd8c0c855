import process from 'node:process';
import { Writable } from 'node:stream';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { StoppedError } from '../errors.ts';
import { STOPPED } from './failure.ts';
import type { WANTS_INPUT } from './input.ts';
import { runProgram } from './program.ts';

/** What the thread that works is given. */
export interface WorkerInput {
  readonly args: readonly string[];
  readonly version: string;
  readonly terminal: {
    readonly columns: number | undefined;
    /** Width of the terminal behind stderr; undefined when it is none. */
    readonly errorColumns: number | undefined;
    readonly inputTerminal: boolean;
    readonly cwd: string;
  };
}

export type ToWorker = 'stop' | 'written';

export type FromWorker =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | typeof WANTS_INPUT
  | { readonly kind: 'end'; readonly exitCode: number };

if (parentPort !== null) await work(parentPort, workerData as WorkerInput);

async function work(port: MessagePort, { args, version, terminal }: WorkerInput): Promise<void> {
  quietExperiments();
  const stop = new AbortController();
  const stdout = openAnswer(port);
  const stderr = openNotes(port);
  port.on('message', (message: ToWorker) => {
    if (message === 'stop') stop.abort(new StoppedError('stopped', STOPPED));
  });
  const around = { version, terminal: { ...terminal, stdout, stderr, env: process.env, signal: stop.signal } };
  const exitCode = await runProgram(args, around);
  port.postMessage({ kind: 'end', exitCode } satisfies FromWorker);
}

/** Every write ends when the other thread has handed it on: nothing piles up, and nothing is lost at the end. */
function openAnswer(port: MessagePort): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      const written = (message: ToWorker): void => {
        if (message !== 'written') return;
        port.off('message', written);
        done();
      };
      port.on('message', written);
      port.postMessage({ kind: 'answer', text: text } satisfies FromWorker);
    },
  });
}

function openNotes(port: MessagePort): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      port.postMessage({ kind: 'note', text: text } satisfies FromWorker);
      done();
    },
  });
}

/** Node 22 calls its SQLite an experiment on stderr at every start; that is for us to know. */
function quietExperiments(): void {
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    if (!String(args[1]).includes('ExperimentalWarning')) emit(...args);
  };
}
