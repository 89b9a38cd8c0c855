import { UsageError } from '../../errors.ts';
import { judgeReviews, loadHistory, type Review, type ReviewStanding } from '../../history/index.ts';
import {
  buildOutgoing,
  findAuthority,
  parseAddress,
  renderAnswer,
  threadReplies,
  understandThreaded,
  type OutgoingMail,
  type ReplyModel,
  type UnderstoodReply,
} from '../../mail/index.ts';
import { withIndex } from '../open-index.ts';
import { deliver, type Delivered, type Parcel } from '../send/deliver.ts';
import { openWay } from '../send/open-way.ts';
import { openOutbox } from '../send/outbox/index.ts';
import type { Workspace } from '../workspace.ts';
import { readReplies } from './read-replies.ts';
import { makeDeciders, readSentProposals, type KnownProposal } from './sent-proposals.ts';

export interface FeedbackRequest {
  readonly places: readonly string[];
  readonly imap: boolean;
  /** Folders of `select --out`, or mboxes, whose mails left by other ways than `autosel send`. */
  readonly proposals: readonly string[];
  readonly reviews: readonly Review[];
  /** Undefined: what the rules leave open stays open. */
  readonly model: ReplyModel | undefined;
  /** Seconds since 1970. */
  readonly now: () => number;
}

export interface FeedbackAnswer {
  /** Mails that were looked at. */
  readonly mails: number;
  readonly proposals: readonly KnownProposal[];
  /** Replies to proposals that nobody has read before, oldest first. */
  readonly understood: readonly UnderstoodReply[];
  /** Replies that were read by an earlier call. */
  readonly known: number;
  /** What holds afterwards, for each commit with a new review. */
  readonly standings: readonly {
    readonly commit: string;
    readonly subject: string;
    readonly standing: ReviewStanding;
  }[];
  /** Answers that tell the writers what was understood. */
  readonly answers: readonly OutgoingMail[];
  readonly unread: readonly string[];
}

/** Reads answers to proposals; changes nothing. UsageError `no-replies` when no place is named, `no-proposals` when nothing was sent. */
export async function runFeedback(workspace: Workspace, request: FeedbackRequest): Promise<FeedbackAnswer> {
  if (request.places.length === 0 && !request.imap)
    throw new UsageError(
      'no-replies',
      'no place with answers is named: --from MBOX, maildir or archive, or --imap with a table [imap] in the config',
    );
  if (request.imap && workspace.config.imap === undefined)
    throw new UsageError('no-imap', '--imap needs a table [imap] with host and user in the config of the store');
  const sent = await readSentProposals(workspace, request.proposals);
  if (sent.proposals.length === 0)
    throw new UsageError(
      'no-proposals',
      'nothing was sent yet: autosel send, or name the mails that left otherwise with --proposals',
    );
  const since = Math.min(...sent.proposals.map(({ at }) => at)) - 86_400;
  const read = await readReplies(workspace, { ...request, since });
  const threaded = threadReplies(read.replies, sent.proposals);
  const before = new Set(request.reviews.map(({ source, commit }) => `${source} ${commit}`));
  const fresh = threaded.filter(({ reply, proposal }) => !before.has(`${reply.messageId} ${proposal.commit}`));
  const understood = await understandAll(workspace, request, { fresh, proposals: sent.proposals });
  return {
    mails: read.mails,
    proposals: sent.proposals,
    understood,
    known: threaded.length - fresh.length,
    standings: judgeAll(understood, request.reviews),
    answers: buildAnswers(workspace, understood, request.now()),
    unread: [
      ...read.unread,
      ...sent.unread.map((id) => `${id}: it was proposed, and this repository does not have it`),
    ],
  };
}

async function understandAll(
  workspace: Workspace,
  request: FeedbackRequest,
  {
    fresh,
    proposals,
  }: { readonly fresh: ReturnType<typeof threadReplies>; readonly proposals: readonly KnownProposal[] },
): Promise<readonly UnderstoodReply[]> {
  if (fresh.length === 0) return [];
  const names = await readNames(workspace);
  const decidersOf = await makeDeciders(workspace, { mainline: names.mainline, now: request.now() });
  const branchesOf = new Map(proposals.map(({ messageId, branches }) => [messageId, branches]));
  const understood: UnderstoodReply[] = [];
  for (const threaded of fresh) {
    const authority = findAuthority(threaded.reply, await decidersOf(threaded.proposal.commit));
    const own = branchesOf.get(threaded.proposal.messageId) ?? [];
    const branches = own.length > 0 ? own : names.branches;
    understood.push(await understandThreaded({ threaded, authority, branches, model: request.model }));
  }
  return understood;
}

/** Names of mainline and the stable branches; without an index those of the config. */
async function readNames(
  workspace: Workspace,
): Promise<{ readonly mainline: string; readonly branches: readonly string[] }> {
  try {
    return await withIndex(workspace, { update: false, readOnly: true }, async (store) => {
      const { mainline, branches } = await loadHistory(store, workspace);
      return { mainline: mainline.ref, branches: branches.map(({ name }) => name) };
    });
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== 'no-index') throw error;
    return { mainline: workspace.mainline ?? 'HEAD', branches: [] };
  }
}

function judgeAll(understood: readonly UnderstoodReply[], before: readonly Review[]): FeedbackAnswer['standings'] {
  const subjects = new Map(
    understood.flatMap(({ review, proposal }) =>
      review === undefined ? [] : [[review.commit, proposal.subject] as const],
    ),
  );
  const all = [...before, ...understood.flatMap(({ review }) => review ?? [])];
  return [...subjects].map(([commit, subject]) => ({
    commit,
    subject,
    standing: judgeReviews(all.filter((review) => review.commit === commit)),
  }));
}

/** Nobody answers while nobody has said who they are. */
function buildAnswers(
  { config }: Workspace,
  understood: readonly UnderstoodReply[],
  now: number,
): readonly OutgoingMail[] {
  if (config.mail.from === undefined) return [];
  const from = parseAddress(config.mail.from);
  return understood.flatMap((each) => {
    const raw = renderAnswer({ understood: each, from, date: Math.floor(now) });
    return raw === undefined ? [] : [buildOutgoing(raw)];
  });
}

/** Sends answers by the server of the config, each once for ever. */
export async function sendAnswers(
  workspace: Workspace,
  answers: readonly OutgoingMail[],
  now: () => number,
): Promise<readonly Delivered[]> {
  if (answers.length === 0) return [];
  const outbox = await openOutbox({ folder: workspace.storeFolder, mode: 'write' });
  try {
    const way = await openWay(workspace, { via: 'smtp', dir: undefined });
    try {
      const parcels = answers.map((mail): Parcel => ({ mail, holds: [] }));
      const around = {
        outbox,
        way,
        signal: workspace.signal,
        now: () => Math.floor(now()),
        pause: undefined,
        progress: () => {},
      };
      return await Array.fromAsync(deliver(parcels, around));
    } finally {
      await way.close();
    }
  } finally {
    outbox.close();
  }
}
