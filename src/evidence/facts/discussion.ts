import type { Mail, MailSignal, MailSignalKind, MailThread, StableMail } from '../../history/index.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question, Weight } from '../types.ts';
import { dayOf, quoteText } from '../words.ts';

/** Facts of one commit: more is a thread to read, not a fact. */
const MOST = 10;
const MOST_TAGS = 3;
const MOST_PROPOSALS = 3;

interface Saying {
  readonly lead: string;
  readonly weighs: Weight;
}

/** How each kind is said, most telling first. */
const sayings: ReadonlyMap<MailSignalKind, Saying> = new Map<MailSignalKind, Saying>([
  ['nak', { lead: 'Objected to on the list', weighs: 'against' }],
  ['please-revert', { lead: 'Its revert was spoken of', weighs: 'against' }],
  ['regression', { lead: 'A regression was spoken of', weighs: 'against' }],
  ['not-for-stable', { lead: 'Said not to be for stable branches', weighs: 'against' }],
  ['drop-it', { lead: 'Objected to when it was proposed for stable', weighs: 'against' }],
  ['failed-to-apply', { lead: 'Said not to apply or build there', weighs: 'neutral' }],
  ['needs-first', { lead: 'Said to depend on something else', weighs: 'neutral' }],
  ['take-too', { lead: 'Something else was asked for with it', weighs: 'neutral' }],
  ['tag', { lead: 'Reviewed or tested on the list', weighs: 'for' }],
]);

const order = [...sayings.keys()];
/** In answers to a patch for mainline, "drop it" is about mainline. */
const aboutMainline = order.filter((kind) => kind !== 'drop-it' && kind !== 'failed-to-apply' && kind !== 'take-too');
const aboutStable = order.filter((kind) => kind !== 'tag');

/** What people wrote about the commit on the lists: answers to its patch, and its history on the stable list. */
export function discussionFacts(question: Question): readonly Finding[] {
  const thread = question.mail?.thread(commitAt(question.history, question.row).sha);
  if (thread === undefined) return [];
  const said = new Map([...sayStable(thread), ...sayReplies(thread)].map((finding) => [finding.says, finding]));
  return [...said.values()].slice(0, MOST);
}

function sayReplies(thread: MailThread): readonly Finding[] {
  const unsure = thread.how === 'subject' ? ' (mail found by its subject and author)' : '';
  const said = thread.replies.flatMap((mail) => sayMail(mail, aboutMainline, unsure) ?? []);
  const tags = said.filter(({ topic }) => topic === 'tag').slice(0, MOST_TAGS);
  return [...said.filter(({ topic }) => topic !== 'tag'), ...tags];
}

/** The most telling thing that a mail says. */
function sayMail(mail: Mail, kinds: readonly MailSignalKind[], behind = ''): Finding | undefined {
  const [signal] = mail.signals
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const saying = signal === undefined ? undefined : sayings.get(signal.kind);
  if (signal === undefined || saying === undefined) return undefined;
  const says = `${saying.lead}: ${nameWriter(mail)} on ${dayOf(mail.sent)}: "${quoteText(signal.quote, 100)}"${behind}.`;
  return {
    kind: 'discussion',
    topic: signal.kind,
    says,
    quote: signal.quote,
    source: `<${mail.id}>`,
    weighs: saying.weighs,
  };
}

function sayStable(thread: MailThread): readonly Finding[] {
  const proposals = thread.stable.filter(({ mail }) => mail.patch !== undefined);
  const notices = thread.stable.filter(({ mail }) => mail.patch === undefined).flatMap(({ mail }) => sayNotice(mail));
  const objections = proposals.flatMap(listObjections);
  return [...proposals.slice(-MOST_PROPOSALS).map(sayProposal), ...notices.slice(-MOST_PROPOSALS), ...objections];
}

const isByProposer = (reply: Mail, { mail }: StableMail): boolean => reply.from.email === mail.from.email;

const listObjections = (proposal: StableMail): readonly Finding[] =>
  proposal.replies
    .filter((reply) => !isByProposer(reply, proposal))
    .flatMap((reply) => sayMail(reply, aboutStable) ?? []);

interface Outcome extends Saying {
  readonly decided: { readonly mail: Mail; readonly signal: MailSignal } | undefined;
}

/** The proposer's last word decides; silence decides nothing. */
function findOutcome(proposal: StableMail): Outcome {
  const decided = proposal.replies
    .filter((reply) => isByProposer(reply, proposal))
    .flatMap((mail) => mail.signals.map((signal) => ({ mail, signal })))
    .findLast(({ signal }) => signal.kind === 'dropped' || signal.kind === 'taken');
  if (decided?.signal.kind === 'dropped') return { lead: 'and dropped by its proposer', weighs: 'against', decided };
  if (decided !== undefined) return { lead: 'and taken by its proposer', weighs: 'for', decided };
  if (listObjections(proposal).length > 0)
    return { lead: 'objected to, no outcome on the list', weighs: 'against', decided };
  const answers = proposal.replies.length === 0 ? 'no answer on the list' : 'no objection on the list';
  return { lead: answers, weighs: 'neutral', decided };
}

function sayProposal(proposal: StableMail): Finding {
  const { mail } = proposal;
  const { lead, weighs, decided } = findOutcome(proposal);
  const words =
    decided === undefined ? '' : ` on ${dayOf(decided.mail.sent)}: "${quoteText(decided.signal.quote, 100)}"`;
  return {
    kind: 'discussion',
    topic: decided === undefined ? 'proposed' : decided.signal.kind,
    says: `Proposed for stable by ${nameWriter(mail)} on ${dayOf(mail.sent)} as "${quoteText(mail.subject, 80)}", ${lead}${words}.`,
    ...(decided === undefined ? {} : { quote: decided.signal.quote }),
    source: `<${decided?.mail.id ?? mail.id}>`,
    weighs,
  };
}

/** A mail without a patch that names the commit: a keeper's machine tells what became of it. */
function sayNotice(mail: Mail): readonly Finding[] {
  const signal = mail.signals.find(({ kind }) => kind === 'taken' || kind === 'failed-to-apply');
  if (signal === undefined) return [];
  const taken = signal.kind === 'taken';
  const what = taken ? 'Taken for a stable branch' : 'Did not apply to a stable branch';
  const says = `${what} on ${dayOf(mail.sent)}: "${quoteText(mail.subject, 100)}".`;
  const weighs = taken ? 'for' : 'neutral';
  return [{ kind: 'discussion', topic: signal.kind, says, quote: signal.quote, source: `<${mail.id}>`, weighs }];
}

const nameWriter = ({ from }: Mail): string => quoteText(from.name === '' ? from.email : from.name, 60) || 'somebody';
