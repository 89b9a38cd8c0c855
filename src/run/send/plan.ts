import { judgeReviews, type Review } from '../../history/index.ts';
import { addHeaders, buildOutgoing, type MailContent, type MailWay, type OutgoingMail } from '../../mail/index.ts';
import { NOT_ACCEPTED, refusedByMode, refusedByPeople } from '../consent.ts';
import type { ModeAnswer } from '../modes.ts';
import type { Outbox } from './outbox/index.ts';

/** A rendered mail with what is in it and what its subsystems wish. */
export interface MailCandidate {
  readonly mail: OutgoingMail;
  readonly content: MailContent;
  readonly mode: ModeAnswer;
}

/** `send`: it may leave now. `digest`: inside a digest. The others stay, and `why` says until when. */
export type PlanKind = 'send' | 'digest' | 'held' | 'left out' | 'already sent' | 'perhaps sent' | 'refused';

export interface PlannedMail extends MailCandidate {
  readonly kind: PlanKind;
  readonly why: string;
}

export interface PlanQuestion {
  readonly reviews: ReadonlyMap<string, readonly Review[]>;
  /** Undefined when nothing was ever sent. */
  readonly outbox: Pick<Outbox, 'find'> | undefined;
  readonly way: Pick<MailWay, 'name'>;
  /** True: the person takes what nobody has dropped as accepted. */
  readonly yes: boolean;
  /** True: everything goes into digests. */
  readonly digest: boolean;
}

/** What happens to a mail: what is done already comes first, then what people said of it, then what its subsystem wishes. */
export function planMail(candidate: MailCandidate, question: PlanQuestion): PlannedMail {
  const answer =
    alreadyDone(candidate, question) ??
    refusedByPeople(reviewOf(candidate, question)) ??
    byMode(candidate) ??
    byReview(candidate, question);
  if (answer.kind !== 'send') return { ...candidate, ...answer };
  const digest = question.digest || candidate.mode.mode === 'digest-only';
  return { ...candidate, ...answer, kind: digest ? 'digest' : 'send', mail: markMode(candidate) };
}

type Answer = Pick<PlannedMail, 'kind' | 'why'>;

function alreadyDone({ mail }: MailCandidate, { outbox, way }: PlanQuestion): Answer | undefined {
  const found = outbox?.find({ ...mail, way: way.name });
  if (found === undefined || found.state === 'open') return undefined;
  const day = new Date(found.last.at * 1000).toISOString().slice(0, 10);
  const as = found.last.messageId === mail.messageId ? '' : ` as <${found.last.messageId}>`;
  if (found.state === 'sent') return { kind: 'already sent', why: `sent on ${day}${as}` };
  if (found.state === 'refused') return { kind: 'refused', why: `refused on ${day}: ${found.last.detail}` };
  return {
    kind: 'perhaps sent',
    why: `given away on ${day}${as}, and nobody noted the outcome: look into the archive (--sent-archive) or say it (--settle)`,
  };
}

function reviewOf({ mail }: MailCandidate, { reviews }: PlanQuestion) {
  return judgeReviews(mail.commit === undefined ? [] : (reviews.get(mail.commit) ?? []));
}

/** What did not apply goes to those alone who asked for it. */
function byMode({ mail, mode }: MailCandidate): Answer | undefined {
  if (!mail.matter.startsWith('failure ')) return refusedByMode(mode);
  return mode.mode === 'only-failures'
    ? undefined
    : { kind: 'left out', why: 'failures go to subsystems in mode only-failures alone' };
}

function byReview(candidate: MailCandidate, question: PlanQuestion): Answer {
  const { kind, because } = reviewOf(candidate, question);
  if (kind === 'accepted') return { kind: 'send', why: `accepted by ${because?.by.name || because?.by.email || ''}` };
  if (question.yes) return { kind: 'send', why: 'sent by --yes' };
  return { kind: 'held', why: NOT_ACCEPTED };
}

/** Readers see in a header that silence will not be taken for a yes. */
function markMode({ mail, mode: { mode } }: MailCandidate): OutgoingMail {
  return mode === 'ack-required' ? buildOutgoing(addHeaders(mail.raw, ['X-AUTOSEL-Mode: ack-required'])) : mail;
}
