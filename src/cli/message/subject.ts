import { statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import { readAuthor, readCommentSign, type MessageRequest, type WrittenText } from '../../run/index.ts';
import { readTextFile, type TextFile } from '../text-file.ts';
import { refuseOther } from './no-message.ts';
import type { MessageCall } from './options.ts';
import { sayWhy } from '../../words-of-errors.ts';

/** What a call is about: a file as it stands on the disk, or commits. */
export interface NamedMessage {
  readonly request: MessageRequest;
  /** The file that may be written; undefined: nothing may. */
  readonly file: TextFile | undefined;
}

/** @throws UsageError for what is neither a commit nor a file, and for a hook without its file. */
export async function nameMessage(call: MessageCall): Promise<NamedMessage> {
  const { session, place } = call;
  const { options, args, terminal } = session;
  if (options.hook !== undefined && options.hook !== 'commit-msg' && options.hook !== 'prepare-commit-msg')
    throw new UsageError('message-call', `--hook ${options.hook}: the hooks are commit-msg and prepare-commit-msg`);
  const author = await readAuthor(options.repo, terminal.env);
  const around = { place, author, indexFile: terminal.env.GIT_INDEX_FILE, quick: options.hook !== undefined };
  const files = await findFiles(call);
  if (files === undefined) {
    if (options.hook !== undefined)
      throw new UsageError('message-call', `--hook ${options.hook} needs the file that git names`);
    return { request: { ...around, of: { revisions: args.join(' ') || 'HEAD' } }, file: undefined };
  }
  const read = [];
  for (const file of files) read.push(await readNamed(call, file));
  const only = read.length === 1 ? read[0].file : undefined;
  return { request: { ...around, of: { texts: read.map(({ written }) => written) } }, file: only };
}

async function readNamed(
  { session: { options } }: MessageCall,
  name: string,
): Promise<{ readonly written: WrittenText; readonly file: TextFile | undefined }> {
  const file = name === '-' ? undefined : readTextFile(name);
  const raw = file?.text ?? (await readStdin());
  if (options.hook === undefined) refuseOther(file?.path ?? 'standard input', raw);
  const edited = options.hook !== undefined || /(?:^|\/)(?:COMMIT|MERGE|TAG)_(?:EDIT)?MSG$/.test(name);
  const commentSign = edited ? await readCommentSign(options.repo) : undefined;
  return { written: { name: file?.path ?? 'stdin', text: raw.replace(/^\uFEFF/, ''), commentSign }, file };
}

/** Undefined: commits are meant. They come first: a file that is named like a branch is meant by `./name`. */
async function findFiles({ session, workspace }: MessageCall): Promise<readonly string[] | undefined> {
  const { args, options } = session;
  const [named] = args;
  if (named === undefined) return undefined;
  if (options.hook !== undefined || named === '-') return [named];
  if (args.length > 1) return findSeveral(args);
  if (named.includes('..') || named.startsWith('^')) return isFile(named) ? [named] : undefined;
  const isPath = named.startsWith('./') || named.startsWith('/');
  if (!isPath && (await workspace.repository.resolve(named)) !== undefined) return undefined;
  if (isFile(named)) return [named];
  throw new UsageError(
    'unknown-message',
    `${JSON.stringify(named)} is neither a commit of ${workspace.repository.dir} nor a file: name one of them, a range such as v6.11..v6.12, or - for stdin`,
  );
}

/** Patches of a series, as a shell names them; commits, where none is a file. */
function findSeveral(names: readonly string[]): readonly string[] | undefined {
  const files = names.filter(isFile);
  if (files.length === 0) return undefined;
  const other = names.find((name) => !isFile(name));
  if (other === undefined) return names;
  throw new UsageError(
    'unknown-message',
    `${JSON.stringify(other)} is no file here, and ${JSON.stringify(files[0])} is one: name files or commits, not both`,
  );
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

async function readStdin(): Promise<string> {
  try {
    return await text(openInput());
  } catch (error) {
    throw new UsageError('text-unreadable', `standard input cannot be read: ${sayWhy(error)}`, { cause: error });
  }
}
