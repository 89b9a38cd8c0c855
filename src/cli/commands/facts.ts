import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import process from 'node:process';
import type { Command } from 'commander';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import type { FactsRequest } from '../../run/index.ts';
import { act, addCommonOptions, addInboxOption, addIncomingOption, withWorkspace, type Session } from '../action.ts';
import { parseDate } from '../dates.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { note, print } from '../terminal.ts';

interface Options {
  readonly stdin?: true;
  readonly onto?: readonly string[];
  readonly json?: true;
  readonly asOf?: string;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel facts v6.12-rc1..v6.12 --json > facts.jsonl
  git log --format=%H -20 | autosel facts --stdin --onto linux-6.6.y --json
  autosel facts 1a2b3c4d5e6f --as-of 2024-12-01

With --json each line is one commit: {sha, branches: [{name, affected, applies, why, prerequisites, missing, lacks, …}],
facts: [{id, kind, says, source, …}]}, in the order asked. What is no commit of mainline is named on stderr;
the others are answered all the same, and the exit code is 3.`;

export function declareFacts(program: Command, declaring: Declaring): void {
  const command = program
    .command('facts')
    .description('what is known about commits, and what each stable branch would do with them')
    .argument('[range]', 'commits to look at, as git writes them: v6.11..v6.12, or one commit')
    .option('--stdin', 'read commits from stdin, one a line')
    .option('--onto <branch...>', 'stable branches to answer for, by name or glob (default: those still cared for)')
    .option('--json', 'one JSON object a line')
    .option('--as-of <date>', 'use only what was known before that moment (default: end of the history)')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, facts));
  addIncomingOption(addInboxOption(addCommonOptions(command)));
}

async function facts(session: Session<Options>): Promise<number> {
  const request = await readRequest(session, session.options.stdin === true ? openInput() : process.stdin);
  const { options, terminal, colour } = session;
  const view = { width: terminal.columns, colour };
  let refused = 0;
  await withWorkspace(session, async (workspace) => {
    const { runFacts } = await import('../../run/index.ts');
    const { renderFacts, renderJsonLine } = await import('../render/index.ts');
    await runFacts(workspace, request, {
      take: (answer) => print(terminal, options.json ? renderJsonLine(answer) : renderFacts(answer, view)),
      refuse: ({ asked, why }) => {
        refused += 1;
        session.progress.clear();
        note(terminal, `autosel: ${JSON.stringify(asked)}: ${why}`);
      },
    });
  });
  return refused > 0 ? EXIT.incomplete : EXIT.fine;
}

async function readRequest({ args, options }: Session<Options>, stdin: Readable): Promise<FactsRequest> {
  const [range] = args;
  if ((range === undefined) !== (options.stdin === true))
    throw new UsageError('range-or-stdin', 'name a range, or give --stdin and commits on stdin, but not both');
  return {
    asked: range === undefined ? { commits: parseLines(await text(stdin)) } : { range },
    onto: options.onto,
    asOf: options.asOf === undefined ? undefined : parseDate(options.asOf, '--as-of'),
    update: options.update,
  };
}

/** The first word of each line, so that `git log --oneline` can be piped in. */
const parseLines = (input: string): readonly string[] =>
  input.split('\n').flatMap((line) => line.trim().split(/\s+/)[0] || []);
