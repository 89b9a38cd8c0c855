import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import { REFERENCE_STYLES, type ReferenceStyle } from '../../git/index.ts';
import type { QueueRequest, QueueTarget, Workspace } from '../../run/index.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';
import { sayWhy } from '../../words-of-errors.ts';

interface Options {
  readonly selection?: string;
  readonly range?: string;
  readonly branch?: string;
  readonly into?: string;
  readonly quilt?: string;
  readonly style?: string;
  readonly yes?: true;
  readonly signoff?: true;
  readonly json?: true;
  readonly update: boolean;
}

const EXAMPLES = `
Examples:
  autosel queue linux-6.6.y --selection proposals/selection.json --branch queue-6.6 --into .
  autosel queue linux-6.6.y --range v6.11..v6.12 --branch queue-6.6 --into ../linux-stable --yes
  autosel queue 22.11 --selection proposals/selection.json --quilt queue-22.11/

Accepted proposals (autosel review, autosel feedback) of a selection in the order of mainline, prerequisites before what needs them. The branch is made new: one that is there is
left alone, and nothing is checked out. It is written only into the repository that --into names: '--into .' is the one you stand in. What conflicts or must be adapted is left out and listed.`;

export function declareQueue(program: Command, declaring: Declaring): void {
  const command = program
    .command('queue')
    .description('accepted proposals for one stable branch, as a new branch of picks or as a quilt series')
    .argument('<branch>', 'the stable branch, as the selection names it')
    .option('--selection <file>', "the selection.json of a select, '-' for stdin")
    .option('--range <range>', 'or: select from these commits now')
    .option('--branch <name>', 'write a new branch of that name into the repository of --into')
    .option('--into <dir>', "the repository that --branch is written into, '.' for this one")
    .option('--quilt <dir>', 'or: write patches and a series file there')
    .option(
      '--style <style>',
      'how a commit names its original: brackets, small-brackets, sentence, cherry-picked or master-commit (default: as the branch does)',
    )
    .option('--yes', 'also what nobody has accepted, as long as nobody dropped it')
    .option('--signoff', 'sign each message as mail.from of the config')
    .option('--json', 'print what was written as JSON')
    .option('--no-update', 'use the index as it is')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, queue));
  addCommonOptions(command);
}

async function queue(session: Session<Options>): Promise<number> {
  const { options, args, terminal, colour } = session;
  const target = readTarget(options);
  const style = readStyle(options.style);
  const wanted = readSource(options);
  return withWorkspace(session, async (workspace) => {
    const { runQueue } = await import('../../run/index.ts');
    const { renderJson, renderQueue } = await import('../render/index.ts');
    const branch = args[0] ?? '';
    const selection = await wanted(workspace, branch);
    const answer = await runQueue(workspace, {
      branch,
      selection,
      target,
      style,
      signOff: options.signoff === true,
      yes: options.yes === true,
    });
    await print(terminal, options.json ? renderJson(answer) : renderQueue(answer, { colour }));
    return EXIT.fine;
  });
}

function readTarget({ branch, into, quilt }: Options): QueueTarget {
  if ((branch === undefined) === (quilt === undefined))
    throw new UsageError('queue-target', 'say where the queue goes: --branch NAME, or --quilt DIR');
  if (quilt !== undefined && into !== undefined)
    throw new UsageError('queue-target', '--into names the repository of --branch; --quilt needs none');
  if (quilt !== undefined) return { kind: 'quilt', folder: quilt };
  if (into === undefined)
    throw new UsageError(
      'queue-target',
      'say which repository --branch is written into: --into DIR, or --into . for the one you stand in',
    );
  return { kind: 'branch', dir: into, name: branch ?? '' };
}

/** Names that earlier versions had. */
const OLD_STYLES: Readonly<Record<string, ReferenceStyle>> = { kernel: 'sentence', x: 'cherry-picked' };

function readStyle(style: string | undefined): QueueRequest['style'] {
  if (style === undefined) return undefined;
  const found = REFERENCE_STYLES.find((known) => known === style);
  if (found !== undefined) return found;
  if (Object.hasOwn(OLD_STYLES, style)) return OLD_STYLES[style];
  throw new UsageError('queue-style', `--style is one of ${REFERENCE_STYLES.join(', ')}, not ${JSON.stringify(style)}`);
}

type Source = (workspace: Workspace, branch: string) => Promise<QueueRequest['selection']>;

function readSource({ selection, range, update }: Options): Source {
  if ((selection === undefined) === (range === undefined))
    throw new UsageError('queue-source', 'say what to queue: --selection FILE, or --range RANGE');
  if (selection !== undefined) return () => readSelection(selection);
  return async (workspace, branch) => {
    const { runSelect } = await import('../../run/index.ts');
    return runSelect(workspace, {
      range: range ?? '',
      onto: [branch],
      threshold: undefined,
      max: undefined,
      asOf: undefined,
      update,
    });
  };
}

/** @throws UsageError when the file cannot be read or is no selection. */
async function readSelection(file: string): Promise<QueueRequest['selection']> {
  const { parseSelection } = await import('../../run/index.ts');
  const content = await text(file === '-' ? openInput() : createReadStream(file)).catch((error: unknown) => {
    throw new UsageError('selection-unreadable', `${JSON.stringify(file)} cannot be read: ${sayWhy(error)}`, {
      cause: error,
    });
  });
  return parseSelection(content, file === '-' ? 'stdin' : file);
}
