import type { Command } from 'commander';
import type { FeedbackAnswer } from '../../run/index.ts';
import { act, addCommonOptions, addModelOption, withWorkspace, type Session } from '../action.ts';
import { EXIT } from '../failure.ts';
import type { Declaring } from '../declaring.ts';
import { print } from '../terminal.ts';

interface Options {
  readonly from?: readonly string[];
  readonly imap?: true;
  readonly proposals?: readonly string[];
  readonly dryRun?: true;
  readonly answer?: true;
  readonly askModel?: true;
  readonly model?: readonly string[];
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  autosel feedback --from ~/Mail/stable --dry-run      what answers say, nothing is kept
  autosel feedback --imap                              from the mailbox of the config, and keep it as reviews
  autosel feedback --from lists/ --proposals out/      answers to mails that left by another program
  autosel feedback --imap --answer                     tell the writers what was understood

Words that are always understood, at the beginning of a line: drop, take, take also ID, wait, question; with "for BRANCH" for one branch.
The author, people who signed, reviewed, acked or tested the commit, maintainers of its files and mail.from decide; others are shown.`;

export function declareFeedback(program: Command, declaring: Declaring): void {
  const command = program
    .command('feedback')
    .description('read the answers to proposals and keep them as reviews')
    .option('--from <place...>', 'mails: an mbox, a maildir, a public-inbox repository, or a folder of those')
    .option('--imap', 'mails of the mailbox that the config names')
    .option('--proposals <place...>', 'folders of select --out or mboxes whose mails left by another program')
    .option('--dry-run', 'keep nothing')
    .option('--answer', 'tell the writers what was understood, by the server of the config')
    .option('--ask-model', 'what rules leave open is read by a model of the config, whose quote must stand in the mail')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', EXAMPLES)
    .action(act<Options>(declaring, feedback));
  addModelOption(addCommonOptions(command));
}

async function feedback(session: Session<Options>): Promise<number> {
  const { options, terminal } = session;
  const dryRun = options.dryRun === true;
  return withWorkspace(session, async (workspace) => {
    const { runFeedback, sendAnswers } = await import('../../run/index.ts');
    const now = () => Date.now() / 1000;
    const answer = await runFeedback(workspace, {
      places: options.from ?? [],
      imap: options.imap === true,
      proposals: options.proposals ?? [],
      reviews: workspace.reviews,
      tellWriters: options.answer === true,
      askModel: options.model !== undefined || options.askModel === true,
      now,
    });
    if (!dryRun) await keep(workspace.storeFolder, answer);
    const sent = dryRun || options.answer !== true ? [] : await sendAnswers(workspace, answer.answers, now);
    await print(terminal, await render(session, answer));
    for (const { outcome, subject } of sent) session.note(`autosel: answer ${outcome}: ${subject}`);
    return answer.unread.length > 0 || sent.some(({ outcome }) => !outcome.endsWith('sent'))
      ? EXIT.incomplete
      : EXIT.fine;
  });
}

async function keep(folder: string, { understood }: FeedbackAnswer): Promise<void> {
  const reviews = understood.flatMap(({ review }) => review ?? []);
  if (reviews.length === 0) return;
  const { openReviews } = await import('../../review/index.ts');
  const store = await openReviews(folder, 'write');
  try {
    store?.add(reviews);
  } finally {
    store?.close();
  }
}

async function render({ options, terminal, colour }: Session<Options>, answer: FeedbackAnswer): Promise<string> {
  const { renderFeedback, renderJson } = await import('../render/index.ts');
  const view = { width: terminal.columns, colour, dryRun: options.dryRun === true };
  return options.json ? renderJson(withoutTexts(answer)) : renderFeedback(answer, view);
}

/** Whole mails stand where they were read. */
const withoutTexts = (answer: FeedbackAnswer): unknown => ({
  ...answer,
  understood: answer.understood.map(({ reply: { text: _text, ...reply }, ...understood }) => ({
    ...understood,
    reply,
  })),
  answers: answer.answers.map(({ raw, ...mail }) => ({ ...mail, raw: raw.toString('utf8') })),
});
