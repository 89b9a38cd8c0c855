import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { MailIndex } from '../../history/index.ts';
import type { PanelTool } from '../types.ts';
import { dayOf, plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { findBySubject, findMails } from './mail-view.ts';
import type { ShownMail } from './mail-view.ts';

const INPUT = z.strictObject({
  commit: fields.commit,
  subject: z.string().min(3).max(300).optional().describe('Subject of a patch; then commit is not asked.'),
});

export function searchMail(bench: Bench, index: MailIndex): PanelTool {
  return defineTool(bench, {
    name: 'search_mail',
    description:
      'Mails of the list archive about a commit: its posting, the answers, what was said of it (tags, objections, reports), each with its message id; or patches that were sent with a given subject. The archive keeps heads and quoted words, not whole mails.',
    input: INPUT,
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id, subject }) => {
      if (id !== undefined && subject !== undefined)
        throw new ToolCallError('bad-input', 'search_mail takes a commit or a subject, not both: leave one out');
      const commit = subject === undefined ? await bench.day.commit(id) : undefined;
      const found =
        commit === undefined ? await findBySubject(bench, index, subject!) : await findMails(bench, index, commit);
      const of =
        commit === undefined ? `patches with the subject "${subject}"` : `${shortId(commit.sha)} ("${commit.subject}")`;
      return {
        says:
          found.length === 0
            ? `The archive holds no mail about ${of} by ${dayOf(bench.asOf)}.`
            : `${plural(found.length, 'mail')} about ${of} by ${dayOf(bench.asOf)}.`,
        source:
          found.length === 0
            ? 'the archive of list mail'
            : found
                .slice(0, 5)
                .map(({ mail }) => `<${mail.id}>`)
                .join(' '),
        lines: found.flatMap(sayMail),
      };
    },
  });
}

const sayMail = ({ mail, part }: ShownMail): string[] => [
  `${dayOf(mail.sent)} ${part}: ${mail.subject}`,
  `  from ${mail.from.name} <${mail.from.email}>${mail.list === undefined ? '' : ` on ${mail.list}`}, id <${mail.id}>`,
  ...mail.signals.map(({ kind, quote }) => `  ${kind}: "${quote}"`),
];
