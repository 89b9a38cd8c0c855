import { createInterface } from 'node:readline/promises';
import { UsageError } from '../errors.ts';
import { isInputTerminal, openInput } from './input.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks whether to go on; anything but a yes is a no.
 * @throws UsageError when nobody sits there to answer.
 */
export async function askPerson(terminal: Terminal): Promise<boolean> {
  if (!isInputTerminal() || terminal.errorColumns === undefined)
    throw new UsageError('panel-unconfirmed', 'nobody is there to agree to that: give --yes, or a limit with --budget');
  return agreeOnce(terminal, 'continue?');
}

/** Asks one question of a person at the terminal; anything but a yes is a no. */
export async function agreeOnce({ stderr, signal }: Terminal, question: string): Promise<boolean> {
  const lines = createInterface({ input: openInput(), output: stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    lines.close();
  }
}
