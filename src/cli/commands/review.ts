import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import type { ReviewAnswer } from '../../history/index.ts';
import type { Workspace } from '../../run/index.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly accept?: true;
  readonly drop?: true;
  readonly wait?: true;
  readonly reason: string;
  readonly branch?: readonly string[];
  readonly by?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  autosel review                                            what was said about proposals, and what holds
  autosel review 1a2b3c4d5e6f                               all that was said about one
  autosel review 1a2b3c4d5e6f --accept
  autosel review 1a2b3c4d5e6f --drop --reason "the driver is not in 6.1" --branch linux-6.1.y

What a person says here stands above what mails say. Nothing is ever removed: a later word counts.`;

export function declareReview(program: Command, declaring: Declaring): void {
  const command = program
    .command('review')
    .description('say what becomes of a proposal, or show what was said')
    .argument('[commit]', 'a proposed mainline commit')
    .option('--accept', 'it may be sent and queued')
    .option('--drop', 'it is not sent and not queued, and counts as a no')
    .option('--wait', 'it stays until a later word')
    .option('--reason <text>', 'why', '')
    .option('--branch <name...>', 'for these stable branches alone')
    .option('--by <person>', '"Name <address>" (default: mail.from of the config)')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, review));
  addCommonOptions(command);
}

async function review(session: Session<Options>): Promise<number> {
  const answer = readAnswer(session.options);
  const [commit] = session.args;
  if (answer !== undefined && commit === undefined)
    throw new UsageError('no-commit', 'name the commit: autosel review COMMIT --accept, --drop or --wait');
  return withWorkspace(session, async (workspace) => {
    if (answer !== undefined && commit !== undefined) await say(workspace, session, { answer, commit });
    await show(workspace, session, commit);
    return EXIT.fine;
  });
}

function readAnswer({ accept, drop, wait }: Options): ReviewAnswer | undefined {
  const named = [accept && 'accept', drop && 'drop', wait && 'wait'].filter((answer) => answer !== undefined);
  if (named.length > 1) throw new UsageError('two-answers', '--accept, --drop and --wait exclude each other');
  return named[0] as ReviewAnswer | undefined;
}

async function say(
  workspace: Workspace,
  { options }: Session<Options>,
  said: { readonly answer: ReviewAnswer; readonly commit: string },
): Promise<void> {
  const { sayReview } = await import('../../run/index.ts');
  const { openReviews } = await import('../../review/index.ts');
  const { reason, branch = [], by } = options;
  const value = await sayReview(workspace, {
    ...said,
    reason,
    branches: branch,
    by,
    at: Math.floor(Date.now() / 1000),
  });
  const store = await openReviews(workspace.storeFolder, 'write');
  try {
    store?.add([value]);
  } finally {
    store?.close();
  }
}

async function show(workspace: Workspace, session: Session<Options>, commit: string | undefined): Promise<void> {
  const { loadReviews } = await import('../../review/index.ts');
  const { renderJson, renderReviews } = await import('../render/index.ts');
  const all = await loadReviews(workspace.storeFolder);
  const sha = commit === undefined ? undefined : await workspace.repository.resolve(commit);
  if (commit !== undefined && sha === undefined)
    throw new UsageError(
      'no-such-commit',
      `${JSON.stringify(commit)} names no commit of this repository: give an id, tag or branch`,
    );
  const shown = all.filter((each) => sha === undefined || each.commit === sha);
  const { terminal, options, colour } = session;
  await print(terminal, options.json ? renderJson(shown) : renderReviews(shown, { width: terminal.columns, colour }));
}
