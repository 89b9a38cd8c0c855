import { createHash } from 'node:crypto';
import type { HistoryStore } from '../history/index.ts';

/** What was finished on this store, and from what: a step whose inputs are the same is not done again. */
export interface Ledger {
  /** Names given on a command line; they hold for later calls that give none. */
  readonly mainline?: string | undefined;
  readonly stable?: readonly string[] | undefined;
  /** For each finished step the hash of its inputs and what it said about itself. */
  readonly steps: Readonly<Record<string, FinishedStep>>;
}

export interface FinishedStep {
  readonly inputs: string;
  /** One line for people: `learned from 14,098 commits`. */
  readonly says: string;
  /** Size of the corpus that it was made from. */
  readonly commits: number;
}

const NAME = 'run/ledger';

/** An empty one when nothing was finished; also when it cannot be read, because steps can be done again. */
export async function loadLedger(store: HistoryStore): Promise<Ledger> {
  const bytes = await store.loadBlob(NAME);
  if (bytes === undefined) return { steps: {} };
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Ledger;
  } catch {
    return { steps: {} };
  }
}

/** The ledger as a blob, to be saved in one go with what a step made. */
export function ledgerBlob(ledger: Ledger): Record<string, Uint8Array> {
  return { [NAME]: Buffer.from(JSON.stringify(ledger)) };
}

export function withStep(ledger: Ledger, name: string, step: FinishedStep): Ledger {
  return { ...ledger, steps: { ...ledger.steps, [name]: step } };
}

/** 32 hex digits of anything that JSON can hold. */
export function hashInputs(inputs: unknown): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 32);
}
