import { findMailSources } from '../../history/index.ts';
import { parseReply, readHeaders, readPassword, walkImap, type Reply } from '../../mail/index.ts';
import { throwIfStopped } from '../stop.ts';
import type { Workspace } from '../workspace.ts';

export interface ReplySources {
  /** mboxes, maildirs, public-inbox repositories, or folders of those. */
  readonly places: readonly string[];
  readonly imap: boolean;
  /** Seconds since 1970: older mails answer nothing. */
  readonly since: number;
  /** Seconds since 1970. What has no date, or one that is still to come, counts as said now. */
  readonly now: number;
}

/** Every mail that may answer a proposal, each Message-Id once; what cannot be read is named. */
export async function readReplies(
  workspace: Workspace,
  sources: ReplySources,
): Promise<{ readonly replies: readonly Reply[]; readonly mails: number; readonly unread: readonly string[] }> {
  const replies = new Map<string, Reply>();
  const unread: string[] = [];
  let mails = 0;
  for await (const bytes of walkAll(workspace, sources, unread)) {
    throwIfStopped(workspace.signal);
    mails += 1;
    workspace.progress({ step: 'reading mails', done: mails, total: undefined, unit: 'mails' });
    if (!mayAnswer(bytes)) continue;
    const reply = await parseReply(bytes);
    if (reply === undefined) unread.push(`a mail without a sender or a Message-Id: ${subjectOf(bytes)}`);
    else {
      const at = reply.at === 0 || reply.at > sources.now ? sources.now : reply.at;
      if (at >= sources.since && !replies.has(reply.messageId)) replies.set(reply.messageId, { ...reply, at });
    }
  }
  return { replies: [...replies.values()], mails, unread };
}

const subjectOf = (bytes: Buffer): string =>
  readHeaders(bytes)
    .find(([name]) => name === 'subject')?.[1]
    ?.slice(0, 100) ?? '(no subject)';

/** It names other mails, or AUTOSEL in its subject; and it is no proposal of ours. */
function mayAnswer(bytes: Buffer): boolean {
  const headers = readHeaders(bytes);
  if (headers.some(([name]) => name === 'x-autosel-commit' || name === 'x-autosel-matter')) return false;
  return headers.some(
    ([name, value]) =>
      name === 'in-reply-to' ||
      name === 'references' ||
      (name === 'subject' && /AUTOSEL/i.test(value) && !value.startsWith('[')),
  );
}

async function* walkAll(
  workspace: Workspace,
  { places, imap, since }: ReplySources,
  unread: string[],
): AsyncGenerator<Buffer> {
  if (places.length > 0) {
    const found = await findMailSources(places, workspace.signal, '--from');
    unread.push(...found.unread.map(({ name, why }) => `${name}: ${why}`));
    for (const source of found.sources) for await (const { bytes } of source.read(undefined)) yield bytes;
  }
  const { config, env, signal } = workspace;
  if (!imap || config.imap === undefined) return;
  const password = await readPassword({ source: config.imap.password, env, what: 'imap' });
  yield* walkImap({ ...config.imap, password }, { since, signal });
}
