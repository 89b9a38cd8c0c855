import {
  cleanMessage,
  isMail,
  learnVocabulary,
  parseDraft,
  rewriteMessage,
  type RewriteEnd,
} from '../../message/index.ts';
import { readRewritePrompt } from '../files-of-message.ts';
import type { Workspace } from '../workspace.ts';
import { readCommitInput, type MessageInput, type WrittenText } from './input.ts';
import { openMessageModel } from './models.ts';
import type { MessageRequest } from './message.ts';
import { learnFrom, openPast } from './past.ts';
import { UsageError } from '../../errors.ts';

export interface Rewriting {
  /** The message as it is, without comments. */
  readonly before: string;
  readonly end: RewriteEnd;
  readonly model: string;
  readonly input: Pick<MessageInput, 'name' | 'sha'>;
}

const WIDEST = 75;

/** One message in better English, by one of the panel's models. UsageError for several commits, a mail, no model. */
export async function runRewrite(
  workspace: Workspace,
  { of }: MessageRequest,
  model: string | undefined,
): Promise<Rewriting> {
  const { repository, signal } = workspace;
  const input = 'revisions' in of ? await readOnly(workspace, of.revisions) : readText(of.texts);
  const revision = input.sha ?? (await repository.resolve('HEAD'));
  const past = revision === undefined ? undefined : openPast(repository, revision);
  const asked = await openMessageModel(workspace, model);
  try {
    workspace.progress({ step: `asking ${asked.name}`, done: 0, total: undefined, unit: 'questions' });
    const samples = past === undefined ? [] : await past.recent();
    const { conventions } = await learnFrom({ recent: async () => samples, touching: async () => [] });
    const end = await rewriteMessage({
      ...{ model: asked, text: input.text, signal, prompt: await readRewritePrompt() },
      width: Math.min(WIDEST, conventions.lineLimit),
      isKnown: learnVocabulary(samples),
    });
    return { before: input.text, end, model: asked.name, input };
  } finally {
    await asked.close();
  }
}

type RewriteInput = Pick<MessageInput, 'name' | 'sha' | 'text'>;

async function readOnly({ repository }: Workspace, revisions: string): Promise<RewriteInput> {
  const [sha, ...others] = await repository.range(revisions);
  if (sha === undefined || others.length > 0)
    throw new UsageError(
      'message-call',
      `--rewrite takes one message: ${revisions} names ${others.length === 0 ? 'none' : others.length + 1}`,
    );
  return readCommitInput(repository, sha);
}

function readText([written, ...others]: readonly WrittenText[]): RewriteInput {
  if (others.length > 0)
    throw new UsageError('message-call', `--rewrite takes one message: ${others.length + 1} files were named`);
  const { name, text, commentSign } = written;
  if (isMail(text))
    throw new UsageError(
      'message-call',
      `${name} is a mail: rewrite the message of its commit, or a file that holds the message alone`,
    );
  const cleaned = cleanMessage(text, commentSign);
  if (parseDraft(cleaned).subject.trim() === '') throw new UsageError('message-call', `${name} holds no message yet`);
  return { name, sha: undefined, text: cleaned };
}
