import type { MailAnswer } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { plural } from '../../plural.ts';

/** One line for a mail, and what a person should know of it below. */
export function renderParsedMail(answer: MailAnswer, { colour }: Pick<View, 'colour'>): string {
  const paint = paintWith(colour);
  if (answer.kind === 'no patch mail')
    return `${paint.faint(`${place(answer)}: ${plainText(answer.subject || 'no subject')}: ${plainText(answer.why)}`)}\n`;
  const { mark, upstream, author, from, subject, paths, warnings } = answer;
  const versions = mark.versions === undefined ? 'no version' : sayVersions(mark.versions);
  const id = upstream === undefined ? 'no upstream id' : paint.id(upstream.id.slice(0, 12));
  const by = plainText((author ?? from).name || (author ?? from).email);
  const files = plural(paths.length, 'file');
  return [
    `${id} ${paint.strong(plainText(subject))}\n`,
    `    for ${plainText(versions)}, by ${by}, ${files}  ${paint.faint(`(${place(answer)})`)}\n`,
    ...warnings.map((warning) => `    ${paint.bad(plainText(warning))}\n`),
  ].join('');
}

const place = ({ file, number }: MailAnswer): string => `${plainText(file)} ${number}`;

const sayVersions = ({ newest, oldest }: { readonly newest: string; readonly oldest: string }): string =>
  newest === oldest ? newest : `${newest} to ${oldest}`;
