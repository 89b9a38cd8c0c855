import { MAINTAINER, STABLE_KEEPER } from './cast.ts';
import type { Author } from './cast.ts';
import type { StoryCommit } from './story.ts';

const LIST = 'harbour.example';

const sign = (key: string, { name, email }: Author): string => `${key}: ${name} <${email}>`;

/** The message of a mainline commit; `idOf` knows every commit that came before. */
export function renderMessage(commit: StoryCommit, idOf: (commit: StoryCommit) => string): string {
  const { subject, paragraphs, fixes, reverts, reporter, stable, author, series } = commit;
  const opening = reverts ? [`This reverts commit ${idOf(reverts)}.`] : [];
  const trailers = [
    fixes && `Fixes: ${idOf(fixes).slice(0, 12)} ("${fixes.subject}")`,
    reporter && sign('Reported-by', reporter),
    stable && `Cc: <stable${stable.no ? '+noautosel' : ''}@${LIST}>${stable.note && ` # ${stable.note}`}`,
    sign('Signed-off-by', author),
    series && `Link: https://lists.${LIST}/${commit.time - series.part * 60}-${series.part}-${author.email}`,
    sign('Signed-off-by', MAINTAINER),
  ];
  return [subject, ...opening, ...paragraphs, `${trailers.filter(Boolean).join('\n')}\n`].join('\n\n');
}

export type PickStyle = 'cherry picked' | 'upstream brackets';

/** The same message as a stable branch repeats it. */
export function renderPick(message: string, pick: { readonly upstream: string; readonly style: PickStyle }): string {
  const signed = sign('Signed-off-by', STABLE_KEEPER);
  if (pick.style === 'cherry picked') {
    return `${message.trimEnd()}\n(cherry picked from commit ${pick.upstream})\n${signed}\n`;
  }
  const [subject, ...rest] = message.trimEnd().split('\n\n');
  return [subject, `[ Upstream commit ${pick.upstream} ]`, ...rest, ''].join('\n\n').trimEnd() + `\n${signed}\n`;
}

/** A stable branch takes something back that only hurts there. */
export function renderStableRevert(subject: string, id: string): string {
  return [
    `Revert "${subject}"`,
    `This reverts commit ${id}.`,
    'It needs a change of the callers that this branch does not have.',
    `${sign('Signed-off-by', STABLE_KEEPER)}\n`,
  ].join('\n\n');
}
