import type { Command } from 'commander';
import { act, addCommonOptions, addInboxOption, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly rebuild?: true;
}

const EXAMPLES = `
Examples:
  autosel index                                   read what is new, learn again where that is due
  autosel index --repo ~/linux                    another repository
  autosel index --mainline origin/master --stable 'linux-6.*.y'
  autosel index --rebuild                         forget the index and build it anew

Stopping it at any moment is safe: the same command goes on from the last finished step.`;

export function declareIndex(program: Command, declaring: Declaring): void {
  const command = program
    .command('index')
    .description('read the history and learn from past decisions')
    .option('--rebuild', 'build everything anew')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, index));
  addInboxOption(addCommonOptions(command));
}

async function index(session: Session<Options>): Promise<number> {
  return withWorkspace(session, async (workspace) => {
    const { runIndex } = await import('../../run/index.ts');
    const { renderIndexSummary } = await import('../render/index.ts');
    const summary = await runIndex(workspace, { rebuild: session.options.rebuild === true });
    await print(session.terminal, renderIndexSummary(summary));
    return EXIT.fine;
  });
}
