import { StoppedError } from '../../errors.ts';
import type { Delivery, MailWay, OutgoingMail } from '../../mail/index.ts';
import type { Outbox, OutboxEntry } from './outbox/index.ts';

/** A mail that may leave, with the mails that it holds in itself: a digest holds proposals. */
export interface Parcel {
  readonly mail: OutgoingMail;
  readonly holds: readonly Pick<OutgoingMail, 'matter' | 'messageId' | 'commit'>[];
}

/** What became of one parcel in this call. */
export interface Delivered {
  readonly messageId: string;
  readonly subject: string;
  readonly outcome: 'sent' | 'refused' | 'unsent' | 'perhaps sent' | 'already sent';
  readonly detail: string;
}

export interface DeliverySurroundings {
  readonly outbox: Outbox;
  readonly way: MailWay;
  readonly signal: AbortSignal;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Waits between two mails; undefined: no limit. */
  readonly pause: (() => Promise<void>) | undefined;
  readonly progress: (done: number) => void;
}

/** Tries in a row that fail before the rest is left for another call. */
const MOST_FAILURES = 3;

/**
 * Sends parcels one after the other. Before a mail is given away an intent is on disk, behind it its outcome; so a mail whose outcome
 * nobody noted is known as such, and is not sent again. Several failures in a row end the call: the rest stays open.
 */
export async function* deliver(parcels: readonly Parcel[], around: DeliverySurroundings): AsyncGenerator<Delivered> {
  let failures = 0;
  for (const [at, parcel] of parcels.entries()) {
    if (around.signal.aborted) throw new StoppedError('stopped', 'stopped between two mails');
    around.progress(at);
    const delivered = await deliverOne(parcel, around);
    yield delivered;
    failures = delivered.outcome === 'unsent' || delivered.outcome === 'perhaps sent' ? failures + 1 : 0;
    if (failures >= MOST_FAILURES) return;
    if (delivered.outcome !== 'already sent' && at < parcels.length - 1) await around.pause?.();
  }
}

async function deliverOne(parcel: Parcel, around: DeliverySurroundings): Promise<Delivered> {
  const { outbox, way } = around;
  const { mail } = parcel;
  const said = { messageId: mail.messageId, subject: mail.subject };
  const known = await settleByWay(parcel, around);
  if (known === 'sent') return { ...said, outcome: 'already sent', detail: sayWhen(outbox, way, mail) };
  if (known === 'perhaps sent' || known === 'refused')
    return { ...said, outcome: known, detail: outbox.find({ ...mail, way: way.name })?.last.detail ?? '' };
  outbox.intend(entriesOf(parcel, around));
  const delivery = await giveAway(parcel, around);
  outbox.note(entriesOf(parcel, around).map((entry) => ({ ...entry, ...outcomeOf(delivery, entry, mail) })));
  return { ...said, outcome: delivery.kind === 'unclear' ? 'perhaps sent' : delivery.kind, detail: detailOf(delivery) };
}

/** A way that throws has not given the mail away; one that can be asked will be asked. */
async function giveAway(parcel: Parcel, around: DeliverySurroundings): Promise<Delivery> {
  const { outbox, way } = around;
  try {
    return await way.send(parcel.mail);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (way.holds === undefined)
      outbox.note(entriesOf(parcel, around).map((entry) => ({ ...entry, kind: 'unsent', detail })));
    throw error;
  }
}

/** A way that can be asked knows whether a mail of a crashed call is there. */
async function settleByWay(parcel: Parcel, around: DeliverySurroundings) {
  const { outbox, way } = around;
  const found = outbox.find({ ...parcel.mail, way: way.name });
  if (found?.state !== 'perhaps sent' || way.holds === undefined) return found?.state ?? 'open';
  const there = await way.holds(found.last.messageId);
  outbox.note([
    {
      ...found.last,
      kind: there ? 'settled-sent' : 'settled-unsent',
      at: around.now(),
      detail: `${way.name} was asked`,
    },
  ]);
  return there ? 'sent' : 'open';
}

type Intent = Omit<OutboxEntry, 'kind'>;

function entriesOf({ mail, holds }: Parcel, { way, now }: DeliverySurroundings): readonly Intent[] {
  const at = now();
  const own: Intent = { ...keyOf(mail), way: way.name, at, detail: `to ${mail.recipients.join(', ')}`.slice(0, 1000) };
  return [own, ...holds.map((held) => ({ ...keyOf(held), way: way.name, at, detail: inside(mail.messageId) }))];
}

const keyOf = ({ matter, messageId, commit }: Parcel['holds'][number]) => ({ matter, messageId, commit });

/** How an entry says that its mail went inside another one. */
export const inside = (messageId: string): string => `in <${messageId}>`;

function outcomeOf(
  delivery: Delivery,
  { messageId }: Intent,
  mail: OutgoingMail,
): Pick<OutboxEntry, 'kind' | 'detail'> {
  if (messageId === mail.messageId) return { kind: delivery.kind, detail: detailOf(delivery) };
  // A digest that nobody wants says nothing against the mails in it.
  return { kind: delivery.kind === 'refused' ? 'unsent' : delivery.kind, detail: inside(mail.messageId) };
}

const detailOf = (delivery: Delivery): string => (delivery.kind === 'sent' ? delivery.detail : delivery.why);

function sayWhen(outbox: Outbox, way: MailWay, mail: OutgoingMail): string {
  const last = outbox.find({ ...mail, way: way.name })?.last;
  const day = last === undefined ? '' : new Date(last.at * 1000).toISOString().slice(0, 10);
  return last?.messageId === mail.messageId ? `on ${day}` : `on ${day}, as <${last?.messageId ?? ''}>`;
}
