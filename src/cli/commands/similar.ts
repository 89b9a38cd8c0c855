import type { Command } from 'commander';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import { parseCount } from '../numbers.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly limit: string;
  readonly json?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel similar 1a2b3c4d5e6f
  autosel similar 1a2b3c4d5e6f --limit 50 --json
  autosel similar v6.12~3 --as-of 2024-12-01     only commits and decisions known by then`;

export function declareSimilar(program: Command, declaring: Declaring): void {
  const command = program
    .command('similar')
    .description('commits like this one, with what was decided about them')
    .argument('<commit>', 'a commit id, tag or branch')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'print them as JSON')
    .option('--as-of <date>', 'only commits and decisions known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, similar));
  addCommonOptions(command);
}

async function similar(session: Session<Options>): Promise<number> {
  const { options, args, terminal } = session;
  const request = {
    commit: args[0] ?? '',
    limit: parseCount(options.limit, '--limit'),
    asOf: options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of'),
    update: options.update,
  };
  return withWorkspace(session, async (workspace) => {
    const { runSimilar } = await import('../../run/index.ts');
    const { renderSimilar, renderJson } = await import('../render/index.ts');
    const answer = await runSimilar(workspace, request);
    const view = { width: terminal.columns, colour: session.colour };
    await print(terminal, options.json ? renderJson(answer) : renderSimilar(answer, view));
    return EXIT.fine;
  });
}
