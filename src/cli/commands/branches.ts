import type { Command } from 'commander';
import { act, addCommonOptions, addInboxOption, addIncomingOption, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import { parseCount } from '../numbers.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly onto?: readonly string[];
  readonly json?: true;
  readonly limit: string;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel branches
  autosel branches --onto linux-6.6.y linux-6.1.y --limit 20
  autosel branches --onto 'linux-6.*.y' --json > branches.json

Mainline commits of the last 90 days are looked at, further back to the last pick of a branch, at most a year.`;

export function declareBranches(program: Command, declaring: Declaring): void {
  const command = program
    .command('branches')
    .description('how each stable branch stands: proposals, gaps, missing fixes, what needs adaptation')
    .option('--onto <branch...>', 'stable branches to report on, by name or glob (default: those still cared for)')
    .option('--json', 'print everything as JSON')
    .option('--limit <n>', 'name at most so many commits of each kind', '5')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, branches));
  addIncomingOption(addInboxOption(addCommonOptions(command)));
}

async function branches(session: Session<Options>): Promise<number> {
  const { options, terminal } = session;
  const asOf = options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of');
  const limit = parseCount(options.limit, '--limit');
  return withWorkspace(session, async (workspace) => {
    const { runBranches } = await import('../../run/index.ts');
    const { renderBranchReports, renderJson } = await import('../render/index.ts');
    const answer = await runBranches(workspace, { onto: options.onto, asOf, update: options.update });
    const view = { width: terminal.columns, colour: session.colour, limit };
    await print(terminal, options.json ? renderJson(answer) : renderBranchReports(answer, view));
    return EXIT.fine;
  });
}
