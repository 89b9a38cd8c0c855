import type { Command } from 'commander';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

const EXAMPLES = `
Examples:
  autosel status
  autosel status --repo ~/linux --store /big/autosel/linux`;

export function declareStatus(program: Command, declaring: Declaring): void {
  const command = program
    .command('status')
    .description('what the index holds: commits, branches, models, sizes, age')
    .addHelpText('after', EXAMPLES)
    .action(act<object>(declaring, status));
  addCommonOptions(command);
}

async function status(session: Session<object>): Promise<number> {
  return withWorkspace(session, async (workspace) => {
    const { readStatus } = await import('../../run/index.ts');
    const { renderStatus } = await import('../render/index.ts');
    await print(session.terminal, renderStatus(await readStatus(workspace), Date.now() / 1000));
    return EXIT.fine;
  });
}
