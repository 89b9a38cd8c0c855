import type { OutgoingMail } from './send-outgoing.ts';

/** What became of one mail. */
export type Delivery =
  /** It is there. `detail`: what the other side said, or where it lies. */
  | { readonly kind: 'sent'; readonly detail: string }
  /** The other side does not want it; the same mail would be refused again. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It surely did not leave: it may be tried again. */
  | { readonly kind: 'unsent'; readonly why: string }
  /** Nobody can tell: the line broke after the mail was given and before the other side answered. */
  | { readonly kind: 'unclear'; readonly why: string };

/** A way by which mails leave. One mail at a time. */
export interface MailWay {
  /** Unique for the outbox: `smtp`, `maildir /path`. */
  readonly name: string;
  /** Never throws for what concerns one mail alone; throws when the way as a whole cannot be gone (wrong password, no such host). */
  send(mail: OutgoingMail): Promise<Delivery>;
  /** Whether the mail is there; left out by ways that nobody can ask. */
  holds?(messageId: string): Promise<boolean>;
  close(): Promise<void>;
}
