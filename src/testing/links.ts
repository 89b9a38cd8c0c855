import { createHash } from 'node:crypto';
import { parseMessage } from '../git/index.ts';
import type { Sha } from '../git/index.ts';
import type { CommitLink } from '../history/index.ts';

/** A commit by hand: the id is made from its name, the facts from its message. */
export interface LinkSketch {
  readonly name: string;
  readonly subject?: string;
  readonly body?: string;
  readonly time?: number;
  readonly patch?: string;
  readonly author?: string;
}

export const shaOf = (name: string): Sha => createHash('sha1').update(name).digest('hex') as Sha;

export function sketchLink({
  name,
  subject = `subject of ${name}`,
  body = '',
  time = 1000,
  patch = `patch of ${name}`,
  author = `${name}@example.org`,
}: LinkSketch): CommitLink {
  return {
    sha: shaOf(name),
    subject,
    authorEmail: author,
    authorTime: time,
    commitTime: time,
    patchId: patch === '' ? '' : createHash('sha1').update(patch).digest('hex').slice(0, 16),
    facts: parseMessage(subject, body),
  };
}
