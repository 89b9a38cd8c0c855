import { buildOutgoing, digestMatter, parseAddress, renderDigest, weekOf, type MailAddress } from '../../mail/index.ts';
import type { Parcel } from './deliver.ts';
import type { PlannedMail } from './plan.ts';

export interface DigestQuestion {
  /** Seconds since 1970. */
  readonly now: number;
  /** Who gets the digest of a subsystem that names nobody. */
  readonly to: readonly string[];
  /** True when the digest of that matter has left, or perhaps has. */
  readonly isGone: (matter: string) => boolean;
}

export interface PlannedDigests {
  readonly parcels: readonly Parcel[];
  /** The mails that stay, for another week or for want of an address. */
  readonly held: readonly { readonly planned: PlannedMail; readonly why: string }[];
}

/** Subsystems that no table names share one digest. */
const REST = 'all other paths';

/** One digest a subsystem and week; what comes after it left waits for the next week. */
export function planDigests(planned: readonly PlannedMail[], question: DigestQuestion): PlannedDigests {
  const week = weekOf(question.now);
  const groups = Map.groupBy(planned, ({ mode }) => mode.subsystem?.name ?? REST);
  const plans = [...groups].map(([subsystem, mails]) => planDigest({ week, subsystem, mails }, question));
  return { parcels: plans.flatMap(({ parcel }) => parcel ?? []), held: plans.flatMap(({ held }) => held) };
}

interface DigestGroup {
  readonly week: string;
  readonly subsystem: string;
  readonly mails: readonly PlannedMail[];
}

interface DigestPlan {
  readonly parcel: Parcel | undefined;
  readonly held: PlannedDigests['held'];
}

function planDigest({ week, subsystem, mails }: DigestGroup, question: DigestQuestion): DigestPlan {
  const hold = (why: string): DigestPlan => ({ parcel: undefined, held: mails.map((planned) => ({ planned, why })) });
  const [first] = mails;
  const to = readRecipients(first, question);
  if (first === undefined || to.length === 0)
    return hold(`nobody gets the digest of ${subsystem}: set digest_to of the subsystem, or mail.to`);
  if (question.isGone(digestMatter({ week, subsystem })))
    return hold(`the digest of ${subsystem} for ${week} has left: it goes into the next one`);
  const items = mails.map(({ mail, content }) => ({ ...content, mail, author: content.author?.name }));
  const raw = renderDigest({ week, subsystem, from: first.content.sender, to, date: question.now, items });
  return { parcel: { mail: buildOutgoing(raw), holds: mails.map(({ mail }) => mail) }, held: [] };
}

function readRecipients(first: PlannedMail | undefined, { to }: DigestQuestion): readonly MailAddress[] {
  const named = first?.mode.subsystem?.digestTo ?? [];
  return (named.length > 0 ? named : to).map(parseAddress);
}
