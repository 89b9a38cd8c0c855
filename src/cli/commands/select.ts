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
import { parseCount, parseProbability } from '../numbers.ts';
import { UsageError } from '../../errors.ts';
import type { PanelWishes, SelectRequest, Selection, Workspace, WrittenFile } from '../../run/index.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';
import { buildPanelWishes } from './panel-wishes.ts';

interface Options {
  readonly onto?: readonly string[];
  readonly json?: true;
  readonly out?: string;
  readonly limit?: string;
  readonly threshold?: string;
  readonly max?: string;
  readonly panel?: true;
  readonly recall?: string;
  readonly budget?: string;
  readonly yes?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel select v6.11..v6.12
  autosel select v6.11..v6.12 --onto linux-6.6.y linux-6.1.y --out proposals/
  autosel select HEAD~500..HEAD --max 20
  autosel select v6.11..v6.12 --as-of 2024-12-01 --json > selection.json
  autosel select v6.11..v6.12 --panel --budget 5USD --out proposals/

With --out the folder holds report.html, proposals.mbox, selection.json, and for each branch for-BRANCH.mbox: what it takes, in
the order of mainline with prerequisites first, for git am -3.
A selection over 10,000 commits takes seconds: after a stop it is computed again, the index is kept. Answers of a
panel are kept one by one: the same call goes on where it was stopped.`;

export function declareSelect(program: Command, declaring: Declaring): void {
  const command = program
    .command('select')
    .description('propose the commits of a range that belong on stable branches')
    .argument('<range>', 'commits to look at, as git writes them: v6.11..v6.12, or one commit')
    .option('--onto <branch...>', 'stable branches to answer for, by name or glob (default: those still cared for)')
    .option('--json', 'print the whole selection as JSON')
    .option('--out <dir>', 'write report.html, proposals.mbox, for-BRANCH.mbox and selection.json there')
    .option('--limit <n>', 'show at most so many proposals in the table')
    .option('--threshold <p>', 'propose from this probability on')
    .option('--max <n>', 'propose at most so many commits')
    .option('--panel', 'ask the panel of models about every commit that reaches the gate; see autosel ask --help')
    .option('--recall <share>', 'with --panel: share of past takes that the gate lets through (default: 0.95)')
    .option('--budget <limit>', 'with --panel: stop asking when so much is spent: 5USD, 2M tokens')
    .option('--yes', 'with --panel: ask without another question to you')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, select));
  addModelOption(addIncomingOption(addInboxOption(addCommonOptions(command))));
}

async function select(session: Session<Options>): Promise<number> {
  const request = readRequest(session);
  return withWorkspace(session, async (workspace) => {
    const { runSelect } = await import('../../run/index.ts');
    const selection = await runSelect(workspace, { ...request, panel: readPanel(session) });
    const files = await writeOut(workspace, session, selection);
    await print(session.terminal, await render(session, selection, files));
    const { unread, unsettled } = selection.counts;
    return unread + unsettled > 0 ? EXIT.incomplete : EXIT.fine;
  });
}

/** Only with `--panel`; its own options without it are a slip. */
function readPanel(session: Session<Options>): PanelWishes | undefined {
  const { panel, recall, budget, yes, model } = session.options;
  if (panel === undefined) {
    if ([recall, budget, yes, model].some((option) => option !== undefined))
      throw new UsageError('panel-options', '--recall, --budget, --model and --yes need --panel');
    return undefined;
  }
  return buildPanelWishes(session, recall === undefined ? undefined : parseProbability(recall, '--recall'));
}

function readRequest({ args, options }: Session<Options>): SelectRequest {
  const { threshold, max, asOf } = options;
  if (threshold !== undefined && max !== undefined)
    throw new UsageError('threshold-and-max', '--threshold and --max exclude each other');
  return {
    range: args[0] ?? '',
    onto: options.onto,
    threshold: threshold === undefined ? undefined : parseProbability(threshold, '--threshold'),
    max: max === undefined ? undefined : parseCount(max, '--max'),
    asOf: asOf === undefined ? undefined : parseDate(asOf, '--as-of'),
    update: options.update,
  };
}

async function writeOut(
  workspace: Workspace,
  session: Session<Options>,
  selection: Selection,
): Promise<readonly WrittenFile[]> {
  if (session.options.out === undefined) return [];
  const { writeSelection } = await import('../../run/index.ts');
  return writeSelection(workspace, { selection, folder: session.options.out, version: session.version });
}

async function render(session: Session<Options>, selection: Selection, files: readonly WrittenFile[]): Promise<string> {
  const { renderSelection, renderJson } = await import('../render/index.ts');
  const { options, terminal, colour } = session;
  if (options.json) return renderJson(selection);
  const limit = options.limit === undefined ? undefined : parseCount(options.limit, '--limit');
  return renderSelection(selection, { width: terminal.columns, colour, limit, files });
}
