import { UsageError } from '../../errors.ts';
import { splitComments } from '../../message/index.ts';
import { renderDifference, runRewrite, type Rewriting } from '../../run/index.ts';
import { agreeOnce } from '../ask-person.ts';
import { isInputTerminal } from '../input.ts';
import { EXIT } from '../failure.ts';
import { paintWith } from '../paint.ts';
import { renderJson } from '../render/index.ts';
import { print } from '../terminal.ts';
import { replaceTextFile, type TextFile } from '../text-file.ts';
import { plainText } from '../width.ts';
import { MESSAGE_EXIT } from './check.ts';
import type { MessageCall } from './options.ts';
import { nameMessage, type NamedMessage } from './subject.ts';

/** Shows what would change; writes it into a file that was named, when told or when a person agrees. Never into a repository. */
export async function rewriteOne(call: MessageCall): Promise<number> {
  const { session, workspace } = call;
  const { options, terminal } = session;
  const named = await nameMessage(call);
  if (options.apply && named.file === undefined)
    throw new UsageError(
      'message-call',
      '--apply writes a file: a commit is never changed; take what is printed to git commit --amend -F',
    );
  const rewriting = await runRewrite(workspace, named.request, options.model);
  session.progress.clear();
  const { end } = rewriting;
  const text = end.kind === 'rewritten' ? end.text : rewriting.before;
  const refused = end.kind === 'rewritten' ? end.refused : [];
  if (options.json)
    await print(terminal, renderJson({ ...rewriting.input, before: rewriting.before, after: text, end }));
  else await print(terminal, renderRewriting(rewriting, text, session.colour));
  for (const { part, differences } of refused)
    session.note(
      plainText(
        `autosel: ${part} stays as it is: ${differences.map(({ kind, word }) => `${kind} "${word}"`).join(', ')}`,
      ),
    );
  if (end.kind === 'silent') session.note(plainText(`autosel: ${rewriting.model} gave nothing to use: ${end.why}`));
  if (text !== rewriting.before) await offer(call, named, text);
  return end.kind === 'silent' || (end.changed === 0 && refused.length > 0) ? MESSAGE_EXIT.refused : EXIT.fine;
}

function renderRewriting({ before, input, model }: Rewriting, after: string, colour: boolean): string {
  const paint = paintWith(colour);
  if (before === after) return `${plainText(input.name)}: nothing changes\n`;
  const lines = renderDifference(before, after).replace(/\n$/, '').split('\n');
  const shown = lines.map((line) =>
    (line.startsWith('-') ? paint.bad : line.startsWith('+') ? paint.good : String)(plainText(line)),
  );
  return `${paint.strong(plainText(`${input.name}, in the words of ${model}`))}\n${shown.join('\n')}\n`;
}

/** A file is written with --apply, or when a person at the terminal says yes; a commit gets the text to use. */
async function offer({ session }: MessageCall, { file, request }: NamedMessage, text: string): Promise<void> {
  const { options, terminal } = session;
  if (file === undefined) {
    if (!options.json)
      await print(
        terminal,
        `\n${'revisions' in request.of ? 'to use it: git commit --amend -F - with\n\n' : ''}${text.replace(/\p{Cc}(?<!\n)/gu, '?')}`,
      );
    return;
  }
  const atTerminal = isInputTerminal() && terminal.errorColumns !== undefined;
  if (!options.apply && !(atTerminal && (await agreeOnce(terminal, `write it into ${file.path}?`)))) {
    session.note(`autosel: ${file.path} is as it was; --apply writes it`);
    return;
  }
  writeMessage(file, `${text.replace(/\n*$/, '\n')}${commentsOf(request)}`);
  session.note(`autosel: ${file.path} is written`);
}

/** What git takes away from an edited message stays, below it. */
function commentsOf({ of }: NamedMessage['request']): string {
  if ('revisions' in of) return '';
  const [{ text, commentSign }] = of.texts;
  const { comments } = splitComments(text, commentSign);
  return comments === '' ? '' : `\n${comments}`;
}

/** A file of another encoding becomes UTF-8 where the new words need it. */
function writeMessage(file: TextFile, text: string): void {
  replaceTextFile(/[^\0-\xff]/.test(text) ? { ...file, encoding: 'utf8' } : file, text);
}
