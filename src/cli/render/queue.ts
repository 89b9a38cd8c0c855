import type { QueueAnswer } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { plural } from '../../plural.ts';

/** What was queued, in order, then what was left out and why. */
export function renderQueue(
  { branch, tip, target, queued, left }: QueueAnswer,
  { colour }: Pick<View, 'colour'>,
): string {
  const paint = paintWith(colour);
  const where =
    target.kind === 'branch'
      ? `branch ${plainText(target.name)} in ${plainText(target.dir)}`
      : plainText(target.folder);
  const lines = queued.map(({ sha, subject, role, commit, file }) => {
    const kind = role === 'proposal' ? '' : `  ${paint.faint(`(${role})`)}`;
    const made = commit === undefined ? plainText(file ?? '') : paint.id(commit.slice(0, 12));
    return `  ${made}  ${plainText(subject)} ${paint.faint(`(${sha.slice(0, 12)})`)}${kind}\n`;
  });
  const commits = plural(queued.length, 'commit');
  return [
    `${paint.strong(`${commits} for ${plainText(branch)} at ${tip.slice(0, 12)}`)}, written to ${where}\n`,
    ...lines,
    ...left.map(
      ({ sha, subject, why }) =>
        `${paint.bad('left out:')} ${sha.slice(0, 12)} ${plainText(subject)}: ${plainText(why)}\n`,
    ),
  ].join('');
}
