import type { Command } from 'commander';
import { act, addCommonOptions, addInboxOption, addIncomingOption, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly json?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel explain 1a2b3c4d5e6f
  autosel explain v6.12~3 --as-of 2024-12-01
  autosel explain linux-6.6.y~10          a stable commit: tells which mainline commit it copies`;

export function declareExplain(program: Command, declaring: Declaring): void {
  const command = program
    .command('explain')
    .description('everything known about one commit, and why it scores so')
    .argument('<commit>', 'a commit id, tag or branch')
    .option('--json', 'print it as JSON')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, explain));
  addIncomingOption(addInboxOption(addCommonOptions(command)));
}

async function explain(session: Session<Options>): Promise<number> {
  const { options, args, terminal } = session;
  const asOf = options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of');
  return withWorkspace(session, async (workspace) => {
    const { runExplain } = await import('../../run/index.ts');
    const { renderExplanation, renderJson } = await import('../render/index.ts');
    const explanation = await runExplain(workspace, { commit: args[0] ?? '', asOf, update: options.update });
    const view = { width: terminal.columns, colour: session.colour };
    await print(terminal, options.json ? renderJson(explanation) : renderExplanation(explanation, view));
    return explanation.commit.lane === 'unread' ? EXIT.incomplete : EXIT.fine;
  });
}
