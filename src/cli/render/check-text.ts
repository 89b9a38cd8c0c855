import type { CheckedText } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { nounFor, plural } from '../../plural.ts';

const GROUPS = [
  ['wrong', 'wrong'],
  ['unknown', 'could not be told'],
  ['right', 'right'],
] as const;

/** What is wrong first, then what could not be told, then what is right, each with why and where to look; last what nobody looked at. */
export function renderCheckedText(
  { sha, subject, checks, counts, unchecked, leftOut, cut }: CheckedText,
  { colour }: View,
): string {
  const paint = paintWith(colour);
  const head = `${paint.id(sha.slice(0, 12))} ${paint.strong(plainText(subject))}\n`;
  const sums = `${counts.wrong} wrong, ${counts.unknown} could not be told, ${counts.right} right, ${unchecked.length} not checked\n`;
  const groups = GROUPS.flatMap(([result, title]) => {
    const found = checks.filter((check) => check.result === result);
    if (found.length === 0) return [];
    const lines = found.map(
      ({ what, why, source }) =>
        `  ${plainText(what)}\n      ${plainText(why)}  ${paint.faint(`(${plainText(source)})`)}\n`,
    );
    const colourOf = result === 'wrong' ? paint.bad : result === 'right' ? paint.good : paint.strong;
    return [`\n${colourOf(title)}\n`, ...lines];
  });
  const open = unchecked.map(({ text, what }) => `  ${plainText(text)}  ${paint.faint(`(${what})`)}\n`);
  const notes = [
    ...(open.length === 0 ? [] : [`\n${paint.strong('not checked')}\n`, ...open]),
    ...(checks.length === 0 ? ['\nnothing in the text can be looked up\n'] : []),
    ...(leftOut > 0
      ? [`\n${leftOut} more ${nounFor(leftOut, 'statement was', 'statements were')} not looked up\n`]
      : []),
    ...(cut > 0 ? [`\n${plural(cut, 'character was', 'characters were')} not read: the text is too long\n`] : []),
  ];
  return [head, sums, ...groups, ...notes].join('');
}
