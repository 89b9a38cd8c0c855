import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import { parseCount } from '../numbers.ts';
import type { Policy } from '../../run/index.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly json?: true;
  readonly quorum?: string;
  readonly majority?: string;
  readonly heldClaims?: string;
  readonly falseShare?: string;
}

const EXAMPLES = `
Examples:
  autosel runs
  autosel run show 1f3754f54c52
  autosel run replay 1f3754f54c52 --quorum 3 --held-claims 2

Runs are kept beside the index. A stopped run goes on when the call that began it is given again.`;

/** `runs` and `run show|replay`. */
export function declareRuns(program: Command, declaring: Declaring): void {
  const list = program
    .command('runs')
    .description('what the panel was asked so far')
    .option('--json', 'print them as JSON')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, runs));
  addCommonOptions(list);
  const run = program
    .command('run')
    .description('one run of the panel: show it, or decide it again')
    .addHelpText('after', EXAMPLES);
  const shown = run
    .command('show')
    .description('verdicts, votes and what each member took')
    .argument('<run>', 'its id, or how it begins')
    .option('--json', 'print it as JSON')
    .action(act<Options>(declaring, show));
  addCommonOptions(shown);
  const replayed = run
    .command('replay')
    .description('decide a stored run again under other rules; no model is asked')
    .argument('<run>', 'its id, or how it begins')
    .option('--quorum <n>', 'members that must have voted')
    .option('--majority <share>', 'share of weight that must be exceeded')
    .option('--held-claims <n>', 'claims of those who say yes that must have held')
    .option('--false-share <share>', 'share of false claims from which a member is not counted')
    .option('--json', 'print it as JSON')
    .action(act<Options>(declaring, replay));
  addCommonOptions(replayed);
}

function runs(session: Session<Options>): Promise<number> {
  const { options, terminal, colour } = session;
  return withWorkspace(session, async (workspace) => {
    const { listRuns } = await import('../../run/index.ts');
    const { renderJson, renderRuns } = await import('../render/index.ts');
    const found = await listRuns(workspace);
    await print(terminal, options.json ? renderJson(found) : renderRuns(found, { width: terminal.columns, colour }));
    return EXIT.fine;
  });
}

function show(session: Session<Options>): Promise<number> {
  const { options, args, terminal, colour } = session;
  return withWorkspace(session, async (workspace) => {
    const { readRun } = await import('../../run/index.ts');
    const { renderJson, renderRun } = await import('../render/index.ts');
    const report = await readRun(workspace, args[0] ?? '');
    await print(terminal, options.json ? renderJson(report) : renderRun(report, { width: terminal.columns, colour }));
    return EXIT.fine;
  });
}

function replay(session: Session<Options>): Promise<number> {
  const { options, args, terminal, colour } = session;
  return withWorkspace(session, async (workspace) => {
    const { replayRun } = await import('../../run/index.ts');
    const { renderJson, renderRun } = await import('../render/index.ts');
    const report = await replayRun(workspace, { id: args[0] ?? '', changes: readPolicy(options) });
    await print(terminal, options.json ? renderJson(report) : renderRun(report, { width: terminal.columns, colour }));
    return EXIT.fine;
  });
}

function readPolicy({ quorum, majority, heldClaims, falseShare }: Options): Partial<Policy> {
  return {
    ...(quorum === undefined ? {} : { quorum: parseCount(quorum, '--quorum') }),
    ...(majority === undefined ? {} : { majority: parseShare(majority, '--majority') }),
    ...(heldClaims === undefined
      ? {}
      : { heldClaims: heldClaims === '0' ? 0 : parseCount(heldClaims, '--held-claims') }),
    ...(falseShare === undefined ? {} : { falseShare: parseShare(falseShare, '--false-share') }),
  };
}

function parseShare(text: string, option: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new UsageError('wrong-share', `${option} is a share from 0 to 1, not ${JSON.stringify(text)}`);
}
