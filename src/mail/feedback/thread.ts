import { buildPatchKey } from '../../history/index.ts';
import { splitSections } from './digest-sections.ts';
import type { Reply } from './reply.ts';

/** A proposal that left, or a digest with several. */
export interface SentProposal {
  readonly messageId: string;
  /** Mainline commit, all digits. */
  readonly commit: string;
  /** Subject of the commit. */
  readonly subject: string;
  /** The digest that it went in; undefined for a mail of its own. */
  readonly digest: string | undefined;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface ThreadedReply {
  readonly reply: Reply;
  readonly proposal: SentProposal;
  /** True when it answers the proposal itself, not another answer. */
  readonly direct: boolean;
  readonly how: 'In-Reply-To' | 'References' | 'subject';
}

/** Replies that come later than this after a proposal are known by their subject no more; seconds. */
const MEMORY = 120 * 86_400;

/**
 * Finds the proposal that each reply is about: by the mails that it names, through other replies, else by a subject that names AUTOSEL and
 * one proposal alone. Of a digest, the proposals whose headings the reply quotes or whose ids it names, each with what is said to it.
 */
export function threadReplies(replies: readonly Reply[], proposals: readonly SentProposal[]): readonly ThreadedReply[] {
  const index = indexProposals(proposals);
  const known = new Map<string, SentProposal>();
  const threaded: ThreadedReply[] = [];
  for (const reply of replies.toSorted((a, b) => a.at - b.at)) {
    const sections = splitDigest(reply, index);
    if (sections.length > 0) {
      threaded.push(...sections);
      continue;
    }
    const found = findByIds(reply, index, known) ?? findBySubject(reply, index);
    if (found === undefined) continue;
    known.set(reply.messageId, found.proposal);
    threaded.push({ reply, ...found });
  }
  return threaded;
}

interface ProposalIndex {
  readonly byId: ReadonlyMap<string, SentProposal>;
  readonly byDigest: ReadonlyMap<string, readonly SentProposal[]>;
  readonly byKey: ReadonlyMap<string, readonly SentProposal[]>;
}

const indexProposals = (proposals: readonly SentProposal[]): ProposalIndex => ({
  byId: new Map(proposals.map((proposal) => [proposal.messageId, proposal])),
  byDigest: Map.groupBy(
    proposals.filter(({ digest }) => digest !== undefined),
    ({ digest }) => digest ?? '',
  ),
  byKey: Map.groupBy(proposals, ({ subject }) => buildPatchKey(subject)),
});

type Found = Omit<ThreadedReply, 'reply'>;

function findByIds(
  reply: Reply,
  { byId, byDigest }: ProposalIndex,
  known: ReadonlyMap<string, SentProposal>,
): Found | undefined {
  for (const [at, parent] of reply.parents.entries()) {
    const how = at === 0 ? 'In-Reply-To' : 'References';
    const proposal = byId.get(parent) ?? findInDigest(reply, byDigest.get(parent) ?? []);
    if (proposal !== undefined && (at === 0 || !isOfSibling(reply, proposal)))
      return { proposal, direct: at === 0, how };
    const other = known.get(parent);
    if (other !== undefined) return { proposal: other, direct: false, how };
  }
  return undefined;
}

/** All mails of a run hang on the first: an answer to another of them, which we do not know, names that first one too. */
const isOfSibling = ({ subject }: Reply, proposal: SentProposal): boolean =>
  /\bAUTOSEL\b/.test(subject) && buildPatchKey(subject) !== buildPatchKey(proposal.subject);

/** An answer to a digest says something about several proposals. */
function splitDigest(reply: Reply, { byDigest }: ProposalIndex): readonly ThreadedReply[] {
  const proposals = byDigest.get(reply.parents[0] ?? '') ?? [];
  const sections = splitSections(
    reply.text,
    proposals.map(({ commit }) => commit.slice(0, 12)),
  );
  return proposals.flatMap((proposal): ThreadedReply[] => {
    const text = sections.get(proposal.commit.slice(0, 12));
    return text === undefined ? [] : [{ reply: { ...reply, text }, proposal, direct: true, how: 'In-Reply-To' }];
  });
}

/** Answers to digests of which nobody can tell which proposal they mean. */
export function findUnplaced(
  replies: readonly Reply[],
  proposals: readonly SentProposal[],
  threaded: readonly ThreadedReply[],
): readonly Reply[] {
  const digests = new Set(proposals.flatMap(({ digest }) => digest ?? []));
  const placed = new Set(threaded.map(({ reply }) => reply.messageId));
  return replies.filter(
    ({ messageId, parents, automatic }) =>
      automatic === undefined && !placed.has(messageId) && parents.some((parent) => digests.has(parent)),
  );
}

/** Where only one proposal of a digest is named anywhere in the mail, it is that one. */
function findInDigest({ text }: Reply, proposals: readonly SentProposal[]): SentProposal | undefined {
  const named = proposals.filter(({ commit }) => text.includes(commit.slice(0, 12)));
  return named.length === 1 ? named[0] : undefined;
}

function findBySubject({ subject, at }: Reply, { byKey }: ProposalIndex): Found | undefined {
  if (!/\bAUTOSEL\b/.test(subject)) return undefined;
  const proposals = (byKey.get(buildPatchKey(subject)) ?? []).filter(
    (each) => at >= each.at - 86_400 && at <= each.at + MEMORY,
  );
  const commits = new Set(proposals.map(({ commit }) => commit));
  const [proposal] = proposals;
  return proposal === undefined || commits.size > 1 ? undefined : { proposal, direct: true, how: 'subject' };
}
