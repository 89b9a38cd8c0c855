import { parsePatch, type Commit } from '../git/index.ts';
import { renderDiffstat } from './diffstat.ts';
import { renderBodyAddress, renderDate, renderHeader } from './headers.ts';
import { guardMessage } from './message-guard.ts';
import { renderSignOff } from './skeleton/index.ts';
import type { MailAddress } from './address.ts';

/** How a commit on a stable branch names the mainline commit it copies. */
export type UpstreamStyle = 'kernel' | 'x';

export interface QueueMessageInput {
  readonly commit: Commit;
  readonly style: UpstreamStyle;
  /** Who signs the last line; undefined: nobody. */
  readonly signer: MailAddress | undefined;
}

/**
 * The message of a commit's copy: `kernel` puts `commit ID upstream.` below the subject, `x` puts `(cherry picked from commit ID)` at the end,
 * as `git cherry-pick -x` does.
 */
export function buildQueueMessage({ commit, style, signer }: QueueMessageInput): string {
  const body = commit.body.trim();
  const above = style === 'kernel' ? `commit ${commit.sha} upstream.` : '';
  const origin = style === 'x' ? [`(cherry picked from commit ${commit.sha})`] : [];
  const below = [...origin, ...renderSignOff({ signOff: signer })].join('\n');
  const whole = [commit.subject, above, body].filter((part) => part !== '').join('\n\n');
  if (below === '') return `${whole}\n`;
  return `${whole}${body !== '' && endsInTrailer(body) ? '\n' : '\n\n'}${below}\n`;
}

const endsInTrailer = (body: string): boolean =>
  /^(?:[A-Za-z][A-Za-z0-9-]*:[ \t]|\(cherry picked )/.test(body.slice(body.lastIndexOf('\n') + 1));

export interface QuiltInput extends QueueMessageInput {
  readonly patch: Buffer;
}

/** One patch of a quilt series: a header as mails have it, the message, a diffstat, the diff. `git am` and `git quiltimport` read it. */
export function renderQuiltPatch({ patch, ...input }: QuiltInput): Buffer {
  const { author, subject, sha } = input.commit;
  const message = guardMessage(buildQueueMessage(input).slice(subject.length).trim()).text;
  const text = [
    `From ${sha} Mon Sep 17 00:00:00 2001`,
    `From: ${renderBodyAddress(author)}`,
    `Date: ${renderDate(author.time)}`,
    renderHeader('Subject', subject),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...(message === '' ? [] : [message]),
    '---',
    renderDiffstat(parsePatch(patch)),
    '\n',
  ].join('\n');
  return Buffer.concat([Buffer.from(text), patch]);
}

const LONGEST_NAME = 64;

/** Plain file names made of subjects, as the stable queue has them; a name that is taken gets a number. */
export function nameQuiltPatches(subjects: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return subjects.map((subject) => {
    const plain = subject
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, LONGEST_NAME)
      .replace(/^-+|-+$/g, '');
    const base = plain === '' ? 'patch' : plain;
    let name = base;
    for (let n = 2; used.has(name); n += 1) name = `${base}-${n}`;
    used.add(name);
    return `${name}.patch`;
  });
}
