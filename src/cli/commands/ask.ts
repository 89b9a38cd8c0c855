import type { Command } from 'commander';
import { parseBudget } from '../../config-panel.ts';
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
  readonly onto?: readonly string[];
  readonly budget?: string;
  readonly json?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel ask 1a2b3c4d5e6f
  autosel ask v6.12~3 --onto linux-6.6.y --budget 50k\\ tokens
  autosel ask v6.12~3 --as-of 2024-12-01 --json
  autosel ask v6.12~3 --model ollama:qwen3 --model 'exec:claude -p'

The models stand in the config as [[models]]; without any, those are asked for which a key is set in the environment.
What members look at and say is told while it happens; --quiet leaves that out. The answer at the end is looked up. Asked again, it
comes from what was kept.
The exit code is 3 when the panel did not settle.`;

export function declareAsk(program: Command, declaring: Declaring): void {
  const command = program
    .command('ask')
    .description('ask the panel of models about one commit, and look up what they claim')
    .argument('<commit>', 'a commit id, tag or branch')
    .option('--onto <branch...>', 'stable branches to judge for, by name or glob (default: those still cared for)')
    .option('--budget <limit>', 'stop asking when so much is spent: 2USD, 200k tokens')
    .option('--json', 'print it as JSON')
    .option(
      '--as-of <date>',
      'use only what was known before that moment (default: now, or the moment before it was taken)',
    )
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, ask));
  addModelOption(addIncomingOption(addInboxOption(addCommonOptions(command))));
}

async function ask(session: Session<Options>): Promise<number> {
  const { options, args, terminal, colour } = session;
  const budget = options.budget === undefined ? undefined : parseBudget(options.budget, '--budget');
  const asOf = options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of');
  return withWorkspace(session, async (workspace) => {
    const { runAsk } = await import('../../run/index.ts');
    const { renderAsked, renderJson, tellVoices } = await import('../render/index.ts');
    const answer = await runAsk(workspace, {
      ...{ commit: args[0] ?? '', onto: options.onto, asOf, update: options.update, budget },
      now: Math.floor(Date.now() / 1000),
      listener: tellVoices(session.note),
    });
    await print(terminal, options.json ? renderJson(answer) : renderAsked(answer, { width: terminal.columns, colour }));
    return answer.verdict.verdict === 'unsettled' ? EXIT.incomplete : EXIT.fine;
  });
}
