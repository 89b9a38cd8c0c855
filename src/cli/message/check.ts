import { runMessage, type CheckedMessage } from '../../run/index.ts';
import { renderCheckedMessage, renderJsonLine } from '../render/index.ts';
import { EXIT } from '../failure.ts';
import { print } from '../terminal.ts';
import { openVoice } from './language.ts';
import type { MessageCall } from './options.ts';
import { isNoMatter } from './no-matter.ts';
import { nameMessage } from './subject.ts';

/** Codes of this command alone: a script tells from them what was found. */
export const MESSAGE_EXIT = { errors: 4, warnings: 5, refused: 6 } as const;

export async function checkMessages(call: MessageCall): Promise<number> {
  const { session, workspace } = call;
  const { options, terminal, colour } = session;
  const { request } = await nameMessage(call);
  if (options.hook !== undefined && (await isNoMatter(call, request))) return EXIT.fine;
  const voice = await openVoice(call);
  const totals = { error: 0, warning: 0, advice: 0 };
  try {
    for await (const checked of runMessage(workspace, request)) {
      for (const { severity } of checked.findings) totals[severity] += 1;
      session.progress.clear();
      if (options.hook !== undefined && countsOf(checked, options.strict) === 0) continue;
      const said = await voice.say(checked);
      const text = options.json ? renderJsonLine(said) : renderCheckedMessage(said, { colour, voice: voice.words });
      // A hook answers beside the editor: git shows what it says on stderr.
      if (options.hook === undefined) await print(terminal, text);
      else terminal.stderr.write(text);
    }
  } finally {
    await voice.close();
  }
  return endWith(totals, options);
}

const countsOf = ({ findings }: CheckedMessage, strict: true | undefined): number =>
  findings.filter(({ severity }) => severity === 'error' || (strict && severity === 'warning')).length;

function endWith(
  { error, warning }: { readonly error: number; readonly warning: number },
  options: MessageCall['session']['options'],
): number {
  if (error > 0) return MESSAGE_EXIT.errors;
  if (warning === 0) return EXIT.fine;
  if (options.hook === undefined) return MESSAGE_EXIT.warnings;
  return options.strict ? MESSAGE_EXIT.errors : EXIT.fine;
}
