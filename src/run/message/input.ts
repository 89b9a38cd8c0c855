import { parsePatch, type Patch, type Repository, type Sha } from '../../git/index.ts';
import { cleanMessage, isMail, parseMailedPatch } from '../../message/index.ts';
import { UnjudgeableError } from '../../errors.ts';

/** One message with all that it stands beside. */
export interface MessageInput {
  /** What it is called for people: a short id, a file. */
  readonly name: string;
  readonly sha: Sha | undefined;
  readonly text: string;
  /** Undefined: nobody knows yet. */
  readonly author: { readonly authorName: string; readonly authorEmail: string } | undefined;
  /** When it was committed; undefined: it is not yet. */
  readonly time: number | undefined;
  /** The state that the change is made to; undefined: there is none. */
  readonly parent: Sha | undefined;
  readonly patch: Patch | undefined;
  /** Why the change is not known, as part of a sentence; undefined where it is. */
  readonly unknown: string | undefined;
}

const MOST_BYTES = 8 * 1024 * 1024;

/** @throws UnjudgeableError `unread-commit` */
export async function readCommitInput(repository: Repository, sha: Sha): Promise<MessageInput> {
  for await (const commit of repository.commits([sha])) {
    if (commit.kind === 'unread')
      throw new UnjudgeableError('unread-commit', `the commit ${sha.slice(0, 12)} cannot be read: ${commit.why}`);
    const patch = await readPatch(repository, sha);
    return {
      ...{
        name: sha.slice(0, 12),
        sha,
        text: `${commit.subject}\n\n${commit.body.replace(/^\n+/, '')}`,
        time: commit.committer.time,
      },
      author: { authorName: commit.author.name, authorEmail: commit.author.email },
      parent: commit.parents[0],
      patch: typeof patch === 'string' ? undefined : patch,
      unknown: typeof patch === 'string' ? patch : undefined,
    };
  }
  throw new UnjudgeableError('unread-commit', `the commit ${sha.slice(0, 12)} cannot be read`);
}

async function readPatch(repository: Repository, sha: Sha): Promise<Patch | string> {
  for await (const read of repository.patches([sha], { maxBytes: MOST_BYTES }))
    return read.kind === 'patch' ? parsePatch(read.bytes, read.cut) : read.why;
  return 'git gave no patch';
}

export interface WrittenText {
  readonly name: string;
  readonly text: string;
  /** Of an edited message; undefined: no line is a comment. */
  readonly commentSign: string | undefined;
}

export interface TextSurroundings {
  readonly head: Sha | undefined;
  /** What is staged, as git prints it; with `amends` against the parent of HEAD. */
  readonly staged: (amends: boolean) => Promise<Buffer>;
  readonly headSubject: string | undefined;
  readonly headParent: Sha | undefined;
  readonly author: MessageInput['author'];
}

/** A message in a file: of the commit that is being made, or of a mailed patch. */
export async function readTextInput(written: WrittenText, around: TextSurroundings): Promise<MessageInput> {
  if (isMail(written.text)) return readMailInput(written, around);
  const text = cleanMessage(written.text, written.commentSign);
  // git does not tell its hook that a commit is made again; its subject does.
  const amends = around.headSubject !== undefined && text.split('\n', 1)[0] === around.headSubject;
  const bytes = await around.staged(amends);
  const patch = bytes.length === 0 ? undefined : parsePatch(bytes, 0);
  return {
    ...{ name: written.name, sha: undefined, text, author: around.author, time: undefined, patch },
    parent: amends ? around.headParent : around.head,
    unknown: patch === undefined ? 'nothing is staged' : undefined,
  };
}

async function readMailInput({ name, text }: WrittenText, { head }: TextSurroundings): Promise<MessageInput> {
  const { message, diff, authorName, authorEmail } = await parseMailedPatch(text);
  const patch = diff === '' ? undefined : parsePatch(Buffer.from(diff, 'utf8'), 0);
  return {
    ...{ name, sha: undefined, text: message, time: undefined, parent: head, patch },
    author: authorEmail === '' ? undefined : { authorName, authorEmail },
    unknown: patch === undefined ? 'the mail holds no patch' : undefined,
  };
}
