import type { Command } from 'commander';
import {
  act,
  addCommonOptions,
  addInboxOption,
  addIncomingOption,
  addModelOption,
  withWorkspace,
  type Session,
} from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly out: string;
  readonly onto?: readonly string[];
  readonly asOf?: string;
  readonly update: boolean;
}

/** `panel try`. */
export function declarePanel(program: Command, declaring: Declaring): void {
  const panel = program.command('panel').description('the panel of models');
  const tried = panel
    .command('try')
    .description('write what each member would be given about a commit; nobody is asked, no key and no model is needed')
    .argument('<commit>', 'a commit id, tag or branch')
    .requiredOption('--out <dir>', 'a folder for one markdown file a member')
    .option('--onto <branch...>', 'stable branches to judge for, by name or glob (default: those still cared for)')
    .option('--as-of <date>', 'use only what was known before that moment')
    .option('--no-update', 'use the index as it is')
    .action(act<Options>(declaring, tryPanel));
  addModelOption(addIncomingOption(addInboxOption(addCommonOptions(tried))));
}

function tryPanel(session: Session<Options>): Promise<number> {
  const { options, args, terminal } = session;
  return withWorkspace(session, async (workspace) => {
    const { runTry } = await import('../../run/index.ts');
    const files = await runTry(workspace, {
      ...{ commit: args[0] ?? '', onto: options.onto, update: options.update, out: options.out },
      asOf: options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of'),
    });
    await print(terminal, files.map((file) => `written: ${file}\n`).join(''));
    return EXIT.fine;
  });
}
