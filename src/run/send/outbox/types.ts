/** What happened to one mail on one way, in the order in which it happened. Entries are only ever added. */
export interface OutboxEntry {
  /** `intent` stands before the mail is given away, all others behind it. `settled-…`: what a person or an archive told later. */
  readonly kind: 'intent' | 'sent' | 'refused' | 'unsent' | 'unclear' | 'settled-sent' | 'settled-unsent';
  /** See `MailWay.name`. */
  readonly way: string;
  readonly matter: string;
  readonly messageId: string;
  /** Mainline commit, or undefined. */
  readonly commit: string | undefined;
  /** Seconds since 1970. */
  readonly at: number;
  /** What the other side said, or why. */
  readonly detail: string;
}

/**
 * `open`: it may be tried. `perhaps sent`: it was given away and nobody noted the outcome; it is never tried again until that is settled.
 */
export type OutboxState = 'open' | 'sent' | 'refused' | 'perhaps sent';

export type OutboxKey = Pick<OutboxEntry, 'way' | 'matter' | 'messageId'>;

/**
 * Which mails left. One writer at a time; every entry is on disk when its method returns.
 * A mail counts as sent when its Message-Id or its matter was sent on that way.
 */
export interface Outbox {
  readonly where: string;
  /** What holds of a mail, by its Message-Id and by its matter, with the entry that says so; undefined for one never tried. */
  find(key: OutboxKey): { readonly state: OutboxState; readonly last: OutboxEntry } | undefined;
  /**
   * Notes that mails are about to leave, all or none: a digest and what it holds.
   * @throws InfrastructureError `already-sent` when `find` says anything but open: a second try must be impossible, not only avoided.
   */
  intend(entries: readonly Omit<OutboxEntry, 'kind'>[]): void;
  /** Notes the outcome of intents, all or none. */
  note(entries: readonly OutboxEntry[]): void;
  /** Mails that were perhaps sent, oldest first. */
  listUnclear(way?: string): readonly OutboxEntry[];
  /** Mails that were sent, oldest first. */
  listSent(): readonly OutboxEntry[];
  close(): void;
}
