import { parsePatch, renderReference, standsBelow, type Commit, type ReferenceStyle } from '../git/index.ts';
import { renderDiffstat } from './diffstat.ts';
import { renderBodyAddress, renderDate, renderHeader } from './headers.ts';
import { guardMessage } from './message-guard.ts';
import { renderSignedMessage } from './skeleton/index.ts';
import type { MailAddress } from './address.ts';

export interface QueueMessageInput {
  readonly commit: Commit;
  /** How it names its original. */
  readonly style: ReferenceStyle;
  /** Who signs the last line; undefined: nobody. */
  readonly signer: MailAddress | undefined;
}

/** The message of a commit's copy: the line that names the original stands below the subject or at the end, as its style has it. */
export function buildQueueMessage({ commit, style, signer }: QueueMessageInput): string {
  const upstream = { style, id: commit.sha };
  const above = standsBelow(style) ? [] : [renderReference(upstream)];
  const signed = renderSignedMessage({ message: commit.body.trim(), upstream, signOff: signer });
  return `${[commit.subject, ...above, ...signed].join('\n\n')}\n`;
}

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
