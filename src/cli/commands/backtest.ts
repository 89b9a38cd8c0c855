import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { parseDate, parseLastDay } from '../dates.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly since: string;
  readonly until: string;
  readonly json?: true;
  readonly out?: string;
  readonly control: boolean;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel backtest --since 2024-01-01 --until 2024-12-31
  autosel backtest --since 2024-01-01 --until 2024-12-31 --out backtest/    with plots in backtest.html

Every commit of the window is scored with what was known 14 days after it landed; what the stable branches
did later is the truth. The shuffled control is trained on mixed-up decisions and must end near 0.5.`;

export function declareBacktest(program: Command, declaring: Declaring): void {
  const command = program
    .command('backtest')
    .description('replay the past: how good were the proposals of a window')
    .requiredOption('--since <date>', 'first day of the window')
    .requiredOption('--until <date>', 'last day of the window')
    .option('--json', 'print the numbers as JSON')
    .option('--out <dir>', 'write backtest.html there')
    .option('--no-control', 'leave out the control with shuffled decisions')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, backtest));
  addCommonOptions(command);
}

async function backtest(session: Session<Options>): Promise<number> {
  const { options, terminal } = session;
  const since = parseDate(options.since, '--since');
  const until = parseLastDay(options.until, '--until');
  if (since >= until) throw new UsageError('empty-window', '--since must be before --until');
  return withWorkspace(session, async (workspace) => {
    const { runBacktest, writeBacktest } = await import('../../run/index.ts');
    const { renderBacktest, renderJson } = await import('../render/index.ts');
    const answer = await runBacktest(workspace, { since, until, control: options.control, update: options.update });
    const files = options.out === undefined ? [] : await writeBacktest(answer, options.out);
    await print(terminal, options.json ? renderJson(answer.numbers) : renderBacktest(answer.numbers, files));
    return EXIT.fine;
  });
}
