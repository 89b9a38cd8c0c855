import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import { act, addCommonOptions, addInboxOption, addIncomingOption, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';
import { sayWhy } from '../../words-of-errors.ts';

interface Options {
  readonly commit: string;
  readonly onto?: readonly string[];
  readonly json?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel check-text explanation.txt --commit 1a2b3c4d5e6f
  autosel check-text - --commit v6.12~3 --json < explanation.txt

Looked up are ids with their subjects, Fixes lines, paths, lines and functions, quotes of code and message, versions,
branches, numbers of lines and files, trailers, authors, dates, places in a series, later fixes and reverts.
Opinions are not. The exit code is 3 when something in the text is wrong.`;

export function declareCheckText(program: Command, declaring: Declaring): void {
  const command = program
    .command('check-text')
    .description('what an explanation of a commit states, looked up: wrong, unknown, right')
    .argument('<file>', "the explanation, '-' for stdin")
    .requiredOption('--commit <commit>', 'the commit that it explains')
    .option('--onto <branch...>', 'stable branches to look at, by name or glob (default: those still cared for)')
    .option('--json', 'print it as JSON')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, checkText));
  addIncomingOption(addInboxOption(addCommonOptions(command)));
}

async function checkText(session: Session<Options>): Promise<number> {
  const { options, args, terminal, colour } = session;
  const explanation = await readText(args[0] ?? '-');
  return withWorkspace(session, async (workspace) => {
    const { runCheckText } = await import('../../run/index.ts');
    const { renderCheckedText, renderJson } = await import('../render/index.ts');
    const checked = await runCheckText(workspace, {
      commit: options.commit,
      text: explanation,
      onto: options.onto,
      asOf: options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of'),
      update: options.update,
    });
    await print(
      terminal,
      options.json ? renderJson(checked) : renderCheckedText(checked, { width: terminal.columns, colour }),
    );
    return checked.counts.wrong > 0 ? EXIT.incomplete : EXIT.fine;
  });
}

/** @throws UsageError when the file cannot be read. */
async function readText(file: string): Promise<string> {
  try {
    return await text(file === '-' ? openInput() : createReadStream(file));
  } catch (error) {
    throw new UsageError('text-unreadable', `${JSON.stringify(file)} cannot be read: ${sayWhy(error)}`);
  }
}
