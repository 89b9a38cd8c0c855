import type { Command } from 'commander';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import { parseCount } from '../numbers.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly json?: true;
  readonly limit: string;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel audit linux-6.6.y
  autosel audit linux-6.6.y --limit 100
  autosel audit 22.11 --as-of 2024-12-01 --json > audit.json

Each finding comes with git commands; the last one lists what names the missing commit there: no copy of it when the finding is right.`;

export function declareAudit(program: Command, declaring: Declaring): void {
  const command = program
    .command('audit')
    .description('what is amiss with what a stable branch took: missing fixes, reverts, gaps')
    .argument('<branch>', 'a stable branch, by name or glob')
    .option('--json', 'print everything as JSON')
    .option('--limit <n>', 'show at most so many findings', '20')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, audit));
  addCommonOptions(command);
}

async function audit(session: Session<Options>): Promise<number> {
  const { options, args, terminal } = session;
  const asOf = options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of');
  const limit = parseCount(options.limit, '--limit');
  return withWorkspace(session, async (workspace) => {
    const { runAudit } = await import('../../run/index.ts');
    const { renderAudit, renderJson } = await import('../render/index.ts');
    const answer = await runAudit(workspace, { branch: args[0] ?? '', asOf, update: options.update });
    const view = { width: terminal.columns, colour: session.colour, limit };
    await print(terminal, options.json ? renderJson(answer) : renderAudit(answer, view));
    return EXIT.fine;
  });
}
