import { UsageError } from '../../errors.ts';
import { inside } from './deliver.ts';
import type { Outbox, OutboxEntry } from './outbox/index.ts';

export interface Settlement {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly sent: boolean;
  /** Who says so: `a person`, `archive /path`. */
  readonly says: string;
}

/** Where and when something is settled. */
export interface SettleDesk {
  readonly outbox: Outbox;
  readonly way: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/**
 * Notes what became of a mail that was perhaps sent, and of all that went inside it; a mail that was refused may be opened again.
 * @throws UsageError `nothing-to-settle` when the outbox has no such mail on that way.
 */
export function settle({ outbox, way, at }: SettleDesk, { messageId, sent, says }: Settlement): number {
  const open = outbox.listUnclear(way);
  const own = open.filter((entry) => entry.messageId === messageId || entry.detail === inside(messageId));
  const refused = outbox.find({ way, messageId, matter: '' });
  const found = own.length > 0 ? own : refused?.state === 'refused' ? [refused.last] : [];
  if (found.length === 0)
    throw new UsageError(
      'nothing-to-settle',
      `no mail <${messageId}> is open on ${way}: autosel send shows those that are`,
    );
  outbox.note(
    found.map((entry): OutboxEntry => ({ ...entry, kind: sent ? 'settled-sent' : 'settled-unsent', at, detail: says })),
  );
  return found.length;
}

/** Settles as sent whatever the archive holds; what it lacks stays open, for an archive may be late. Gives the ids it found. */
export async function settleByArchive(
  desk: SettleDesk,
  archive: { readonly ids: AsyncIterable<string>; readonly name: string },
): Promise<readonly string[]> {
  const listWanted = () => new Set(desk.outbox.listUnclear(desk.way).map(({ messageId }) => messageId));
  const found: string[] = [];
  let wanted = listWanted();
  for await (const messageId of archive.ids) {
    if (wanted.size === 0) break;
    if (!wanted.has(messageId)) continue;
    settle(desk, { messageId, sent: true, says: `archive ${archive.name}` });
    found.push(messageId);
    wanted = listWanted();
  }
  return found;
}
