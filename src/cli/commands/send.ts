import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import type { SendAnswer, SendRequest, WayName } from '../../run/index.ts';
import { act, addCommonOptions, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly via: string;
  readonly dir?: string;
  readonly send?: true;
  readonly yes?: true;
  readonly digest?: true;
  readonly sentArchive?: readonly string[];
  readonly settle?: readonly string[];
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  autosel select v6.11..v6.12 --out proposals/
  autosel send proposals/                          what would leave, to whom, and what stays and why
  autosel send proposals/ --send                   those that a person accepted (autosel review)
  autosel send proposals/ --yes                    all that nobody dropped
  autosel send proposals/ --yes --via maildir --dir outgoing/
  autosel send proposals/ --yes --via archive --dir public/     a git archive and a feed, for those who want no mail
  autosel send proposals/ --sent-archive ~/Mail/Sent            after a crash: look up what left

Ways: smtp (the server of the config), maildir, eml (one file each), send-email (a folder for git send-email), archive.
Nothing is sent twice to one destination, neither a Message-ID nor another mail about the same commit: smtp is one destination,
every folder of --dir is one of its own.`;

export function declareSend(program: Command, declaring: Declaring): void {
  const command = program
    .command('send')
    .description('send proposals that were accepted; without --send or --yes only tell what would leave')
    .argument('<from...>', 'folders that select --out wrote, or mboxes of them')
    .option('--via <way>', 'smtp, maildir, eml, send-email or archive', 'smtp')
    .option('--dir <dir>', 'the folder of every way but smtp')
    .option('--send', 'send what a person accepted')
    .option('--yes', 'send everything that nobody dropped')
    .option('--digest', 'one mail a week and subsystem instead of one each')
    .option(
      '--sent-archive <place...>',
      'mails that left: an mbox, maildir or public-inbox archive; settles what a crash left open',
    )
    .option(
      '--settle <id=outcome...>',
      'MESSAGE-ID=sent or MESSAGE-ID=unsent: what became of a mail that was perhaps sent',
    )
    .option('--json', 'print everything as JSON')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, send));
  addCommonOptions(command);
}

async function send(session: Session<Options>): Promise<number> {
  const { options, terminal } = session;
  const request = await readRequest(session);
  return withWorkspace(session, async (workspace) => {
    const { runSend } = await import('../../run/index.ts');
    const { renderJson, renderSending } = await import('../render/index.ts');
    const answer = await runSend(workspace, { ...request, reviews: workspace.reviews });
    const view = { width: terminal.columns, colour: session.colour };
    await print(terminal, options.json ? renderJson(withoutBytes(answer)) : renderSending(answer, view));
    return isComplete(answer) ? EXIT.fine : EXIT.incomplete;
  });
}

async function readRequest({ args, options, terminal }: Session<Options>): Promise<Omit<SendRequest, 'reviews'>> {
  const { WAYS } = await import('../../run/index.ts');
  const via = WAYS.find((way) => way === options.via);
  if (via === undefined)
    throw new UsageError(
      'no-such-way',
      `--via ${JSON.stringify(options.via)} is no way: the ways are ${WAYS.join(', ')}`,
    );
  return {
    from: args,
    via: via satisfies WayName,
    dir: options.dir,
    send: options.send === true || options.yes === true,
    yes: options.yes === true,
    digest: options.digest === true,
    sentArchives: options.sentArchive ?? [],
    settlements: (options.settle ?? []).map(readSettlement),
    now: () => Date.now() / 1000,
    pause: (milliseconds) => pauseFor(milliseconds, terminal.signal),
  };
}

function readSettlement(text: string) {
  const match = /^<?([^<>\s]+@[^<>\s]+?)>?=(sent|unsent)$/.exec(text);
  if (match === null)
    throw new UsageError('bad-settlement', `--settle ${text}: write MESSAGE-ID=sent or MESSAGE-ID=unsent`);
  return { messageId: match[1] ?? '', sent: match[2] === 'sent', says: 'a person' };
}

/** Ends early when the person stops; the caller looks at the signal. */
function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

const isComplete = ({ delivered, unclear }: SendAnswer): boolean =>
  unclear.length === 0 && delivered.every(({ outcome }) => outcome === 'sent' || outcome === 'already sent');

/** Whole mails stand in the files that were read. */
const withoutBytes = (answer: SendAnswer): unknown => ({
  ...answer,
  planned: answer.planned.map(({ mail: { raw: _raw, ...mail }, kind, why, mode, content }) => ({
    ...mail,
    kind,
    why,
    mode: mode.mode,
    subsystem: mode.subsystem?.name,
    paths: content.paths,
  })),
  digests: {
    parcels: answer.digests.parcels.map(({ mail: { raw: _raw, ...mail }, holds }) => ({
      ...mail,
      holds: holds.map(({ messageId }) => messageId),
    })),
    held: answer.digests.held.map(({ planned, why }) => ({ messageId: planned.mail.messageId, why })),
  },
});
