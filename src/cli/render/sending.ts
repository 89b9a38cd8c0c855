import type { SendAnswer } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import { plural } from '../../plural.ts';

export interface SendingView {
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** What would leave or has left, what stays and why, and what nobody can tell. */
export function renderSending(answer: SendAnswer, view: SendingView): string {
  const paint = paintWith(view.colour);
  const leaving = answer.planned.filter(({ kind }) => kind === 'send' || kind === 'digest');
  const staying = answer.planned.filter(({ kind }) => kind !== 'send' && kind !== 'digest');
  const rows = [...leaving, ...staying].map(({ kind, mail, why }) => [
    kind,
    mail.commit?.slice(0, 12) ?? '',
    mail.subject,
    sayRecipients(mail),
    why,
  ]);
  return [
    rows.length === 0 ? 'No mails were found.\n' : renderTable(columns(paint), rows, view.width),
    ...answer.digests.held.map(({ planned, why }) => `stays: ${plainText(planned.mail.subject)}: ${plainText(why)}\n`),
    renderDigests(answer),
    renderOutcome(answer, paint),
    renderUnclear(answer, paint),
  ].join('');
}

const columns = (paint: Paint): readonly Column[] => [
  { title: 'what', paint: paint.strong },
  { title: 'commit', paint: paint.id },
  { title: 'subject', gives: 5, least: 24 },
  { title: 'to', gives: 3, least: 20 },
  { title: 'why', gives: 4, least: 24, paint: paint.faint },
];

/** The addresses of To, and how many more get a copy. */
function sayRecipients({ to, recipients }: SendAnswer['planned'][number]['mail']): string {
  const copies = recipients.length - to.length;
  return `${to.join(', ') || 'nobody'}${copies > 0 ? ` +${copies} Cc` : ''}`;
}

const renderDigests = ({ digests }: SendAnswer): string =>
  digests.parcels
    .map(
      ({ mail, holds }) =>
        `\ndigest: ${plainText(mail.subject)}, to ${mail.recipients.join(', ')} (${plural(holds.length, 'mail')} in it)\n`,
    )
    .join('');

function renderOutcome(answer: SendAnswer, paint: Paint): string {
  const { dryRun, planned, digests, delivered, way, settled, unaddressed } = answer;
  const told = settled.length === 0 ? '' : `${plural(settled.length, 'mail')} settled.\n`;
  if (dryRun) {
    const n = planned.filter(({ kind }) => kind === 'send').length + digests.parcels.length;
    const bad = unaddressed === undefined ? '' : `${paint.bad('Would be refused')}: ${plainText(unaddressed)}.\n`;
    return `${told}\nNothing was sent: ${plural(n, 'mail')} would leave by ${way}. Send with --send (accepted ones) or --yes.\n${bad}`;
  }
  const by = Map.groupBy(delivered, ({ outcome }) => outcome);
  const parts = [...by].map(([outcome, mails]) => `${mails.length} ${outcome}`);
  const open = planned.filter(({ kind }) => kind === 'send').length + digests.parcels.length - delivered.length;
  const bad = delivered
    .filter(({ outcome }) => outcome !== 'sent' && outcome !== 'already sent')
    .map(({ outcome, subject, detail }) => `${paint.bad(outcome)}: ${plainText(subject)}: ${plainText(detail)}\n`);
  const left = open > 0 ? [`${plural(open, 'mail')} not tried: call again`] : [];
  return `${told}\n${bad.join('')}${way}: ${[...parts, ...left].join(', ') || 'nothing to send'}.\n`;
}

function renderUnclear({ unclear }: SendAnswer, paint: Paint): string {
  if (unclear.length === 0) return '';
  const lines = unclear.map(
    ({ messageId, matter, detail }) => `  <${plainText(messageId)}> ${plainText(matter)} (${plainText(detail)})\n`,
  );
  return `\n${paint.bad('Perhaps sent')}: given away, and nobody noted the outcome. They are not sent again until you say so:\n${lines.join('')}Look them up with --sent-archive PLACE, or say it with --settle ID=sent or ID=unsent.\n`;
}
