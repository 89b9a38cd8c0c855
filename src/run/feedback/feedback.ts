import { UsageError } from '../../errors.ts';
import {
  judgeBranches,
  judgeReviews,
  loadHistory,
  type BranchStanding,
  type Review,
  type ReviewStanding,
} from '../../history/index.ts';
import {
  buildOutgoing,
  findAuthority,
  findUnplaced,
  parseAddress,
  renderAnswer,
  threadReplies,
  understandThreaded,
  type OutgoingMail,
  type Reply,
  type ThreadedReply,
  type UnderstoodReply,
} from '../../mail/index.ts';
import type { LanguageModelConfig } from '../../models/index.ts';
import { withIndex } from '../indexing/open-index.ts';
import { readModels } from '../panel/index.ts';
import { deliver, type Delivered, type Parcel } from '../send/deliver.ts';
import { NO_SERVER, openWay } from '../send/open-way.ts';
import { openOutbox } from '../send/outbox/index.ts';
import type { Workspace } from '../workspace.ts';
import { throwIfStopped } from '../stop.ts';
import { readReplies } from './read-replies.ts';
import { openReplyModel } from './reply-model.ts';
import { makeDeciders, readSentProposals, type KnownProposal } from './sent-proposals.ts';

export interface FeedbackRequest {
  readonly places: readonly string[];
  readonly imap: boolean;
  /** Folders of `select --out`, or mboxes, whose mails left by other ways than `autosel send`. */
  readonly proposals: readonly string[];
  readonly reviews: readonly Review[];
  /** True: the first model of the config, or the one that is named, reads what the rules leave open. */
  readonly askModel: boolean;
  /** True: the writers will be told what was understood. */
  readonly tellWriters: boolean;
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
    /** Where something else holds on a branch than for all. */
    readonly branches: readonly BranchStanding[];
  }[];
  /** Answers that tell the writers what was understood, also of replies that an earlier call read; each is sent once. */
  readonly answers: readonly OutgoingMail[];
  readonly unread: readonly string[];
}

/**
 * Reads answers to proposals; changes nothing. UsageError `no-replies` when no place is named, `no-proposals` when nothing was sent, and
 * `no-smtp`, `nobody` or `no-models` where the config lacks what is asked for, whether or not an answer has come.
 */
export async function runFeedback(workspace: Workspace, request: FeedbackRequest): Promise<FeedbackAnswer> {
  if (request.tellWriters) requireSender(workspace);
  const [model] = request.askModel ? await readModels(workspace) : [];
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
  const now = Math.floor(request.now());
  const read = await readReplies(workspace, { ...request, since, now });
  const threaded = threadReplies(read.replies, sent.proposals);
  const before = new Map(request.reviews.map((review) => [`${review.source} ${review.commit}`, review]));
  const reviewOf = ({ reply, proposal }: ThreadedReply) => before.get(`${reply.messageId} ${proposal.commit}`);
  const fresh = threaded.filter((each) => reviewOf(each) === undefined);
  const known = threaded.flatMap((each) => recall(each, reviewOf(each)) ?? []);
  const understood = await understandAll(workspace, request, { fresh, proposals: sent.proposals, model });
  return {
    mails: read.mails,
    proposals: sent.proposals,
    understood,
    known: known.length,
    standings: judgeAll(understood, request.reviews),
    answers: buildAnswers(workspace, [...known, ...understood], now),
    unread: [
      ...read.unread,
      ...findUnplaced(read.replies, sent.proposals, threaded).map(sayUnplaced),
      ...sent.unread.map((id) => `${id}: it was proposed, and this repository does not have it`),
    ],
  };
}

function requireSender({ config }: Workspace): void {
  if (config.smtp === undefined) throw new UsageError('no-smtp', `--answer sends mails: ${NO_SERVER}`);
  if (config.mail.from === undefined)
    throw new UsageError('nobody', '--answer writes as mail.from of the config, which is not set');
}

const sayUnplaced = ({ messageId, from }: Reply): string =>
  `<${messageId}> of ${from.name || from.email}: it answers a digest, and nothing tells which of its proposals`;

/** What an earlier call made of a reply. */
function recall(threaded: ThreadedReply, review: Review | undefined): UnderstoodReply | undefined {
  if (review === undefined) return undefined;
  const { answer, reason: quote, also: commits, authority } = review;
  const how = review.how === 'model' ? 'model' : 'rules';
  return { ...threaded, authority, review, reading: { answer, quote, commits, scope: [], ground: undefined, how } };
}

interface Understanding {
  readonly fresh: ReturnType<typeof threadReplies>;
  readonly proposals: readonly KnownProposal[];
  /** For what rules leave open; undefined: nobody is asked. */
  readonly model: LanguageModelConfig | undefined;
}

async function understandAll(
  workspace: Workspace,
  request: FeedbackRequest,
  { fresh, proposals, model: config }: Understanding,
): Promise<readonly UnderstoodReply[]> {
  if (fresh.length === 0) return [];
  const names = await readNames(workspace);
  const decidersOf = await makeDeciders(workspace, { mainline: names.mainline, now: request.now() });
  const branchesOf = new Map(proposals.map(({ messageId, branches }) => [messageId, branches]));
  const model = config && (await openReplyModel(workspace, config));
  const understood: UnderstoodReply[] = [];
  try {
    for (const threaded of fresh) {
      throwIfStopped(workspace.signal);
      const authority = findAuthority(threaded.reply, await decidersOf(threaded.proposal.commit));
      const own = branchesOf.get(threaded.proposal.messageId) ?? [];
      const branches = own.length > 0 ? own : names.branches;
      understood.push(await understandThreaded({ threaded, authority, branches, model: model?.read }));
    }
  } finally {
    await model?.close();
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
  return [...subjects].map(([commit, subject]) => {
    const said = all.filter((review) => review.commit === commit);
    return { commit, subject, standing: judgeReviews(said), branches: judgeBranches(said) };
  });
}

/** What is older is not answered any more; seconds. */
const ANSWERED_WITHIN = 14 * 86_400;

/** Nobody answers while nobody has said who they are. */
function buildAnswers(
  { config }: Workspace,
  understood: readonly UnderstoodReply[],
  now: number,
): readonly OutgoingMail[] {
  if (config.mail.from === undefined) return [];
  const from = parseAddress(config.mail.from);
  return understood.flatMap((each) => {
    if (each.reply.at < now - ANSWERED_WITHIN) return [];
    const raw = renderAnswer({ understood: each, from, date: now });
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
