import { parsePatch, type Patch, type Repository, type Sha } from '../../git/index.ts';
import { cleanMessage, isMail, parseMailedPatch, type Phrase } from '../../message/index.ts';
import { UnjudgeableError, UsageError } from '../../errors.ts';
import { MboxSplitter } from '../../history/index.ts';

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
  /** Of a merge: nothing is asked of it. */
  readonly merge: boolean;
  /** Why the change is not known, as part of a sentence; undefined where it is. */
  readonly unknown: string | Phrase | undefined;
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
      merge: commit.parents.length > 1,
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

/** The messages of files: of the commit that is being made, or of mailed patches, in the order in which they apply. */
export async function* readTextInputs(
  texts: readonly WrittenText[],
  around: TextSurroundings,
): AsyncGenerator<MessageInput, void, void> {
  const touched = new Set<string>();
  let found = false;
  for (const written of texts)
    for await (const input of readInputs(written, around)) {
      found = true;
      const paths = input.patch?.files.flatMap(({ oldPath }) => oldPath ?? []) ?? [];
      // What an earlier patch of the series touched does not stand in the repository as this one found it.
      yield paths.some((path) => touched.has(path)) ? { ...input, parent: undefined } : input;
      for (const path of paths) touched.add(path);
    }
  if (!found)
    throw new UsageError(
      'no-message',
      `${texts.map(({ name }) => name).join(', ')} holds no message of a commit, only a cover letter: name its patches`,
    );
}

async function* readInputs(written: WrittenText, around: TextSurroundings): AsyncGenerator<MessageInput, void, void> {
  if (!isMail(written.text)) {
    yield await readDraftInput(written, around);
    return;
  }
  const mails = splitMails(written.text);
  for (const [at, text] of mails.entries()) {
    const name = mails.length === 1 ? written.name : `${written.name}#${at + 1}`;
    const input = await readMailInput({ ...written, name, text }, around);
    if (!isCoverLetter(text, input)) yield input;
  }
}

function splitMails(text: string): readonly string[] {
  const splitter = new MboxSplitter(0, Number.POSITIVE_INFINITY);
  const parts = [...splitter.take(Buffer.from(text, 'utf8')), ...splitter.end()];
  return parts.map(({ bytes }) => bytes.toString('utf8'));
}

const isCoverLetter = (mail: string, { patch }: MessageInput): boolean =>
  patch === undefined && /^Subject:(?:[^\n]|\n[ \t])*?\[[^\]]*\b0+\/\d+\]/im.test(mail.split(/\n\n/, 1)[0]);

/** As git begins it. */
const MERGE = /^Merge (?:branch|branches|tag|tags|commit|commits|pull request|remote-tracking branch)\b/;

async function readDraftInput(written: WrittenText, around: TextSurroundings): Promise<MessageInput> {
  const text = cleanMessage(written.text, written.commentSign);
  // git does not tell its hook that a commit is made again; its subject does.
  const amends = around.headSubject !== undefined && text.split('\n', 1)[0] === around.headSubject;
  const bytes = await around.staged(amends);
  const patch = bytes.length === 0 ? undefined : parsePatch(bytes, 0);
  return {
    ...{ name: written.name, sha: undefined, text, author: around.author, time: undefined, patch },
    parent: amends ? around.headParent : around.head,
    merge: MERGE.test(text),
    unknown: patch === undefined ? { word: 'unstaged' } : undefined,
  };
}

async function readMailInput({ name, text }: WrittenText, { head }: TextSurroundings): Promise<MessageInput> {
  const { message, diff, authorName, authorEmail } = await parseMailedPatch(text);
  const patch = diff === '' ? undefined : parsePatch(Buffer.from(diff, 'utf8'), 0);
  return {
    ...{ name, sha: undefined, text: message, time: undefined, parent: head, patch, merge: false },
    author: authorEmail === '' ? undefined : { authorName, authorEmail },
    unknown: patch === undefined ? { word: 'noPatch' } : undefined,
  };
}
