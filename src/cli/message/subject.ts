import { existsSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { openInput } from '../input.ts';
import { UsageError } from '../../errors.ts';
import { readAuthor, readCommentSign, type MessageRequest } from '../../run/index.ts';
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
  const file = await findFile(call);
  if (file === undefined) {
    if (options.hook !== undefined)
      throw new UsageError('message-call', `--hook ${options.hook} needs the file that git names`);
    return { request: { ...around, of: { revisions: args.join(' ') || 'HEAD' } }, file: undefined };
  }
  const written = file === '-' ? undefined : readTextFile(file);
  const raw = written?.text ?? (await readStdin());
  if (options.hook === undefined) refuseOther(written?.path ?? 'standard input', raw);
  const edited = options.hook !== undefined || /(?:^|\/)(?:COMMIT|MERGE|TAG)_(?:EDIT)?MSG$/.test(file);
  const commentSign = edited ? await readCommentSign(options.repo) : undefined;
  const of = { name: written?.path ?? 'stdin', text: raw.replace(/^\uFEFF/, ''), commentSign };
  return { request: { ...around, of }, file: written };
}

/** Commits come first: a file that is named like a branch is meant by `./name`. */
async function findFile({ session, workspace }: MessageCall): Promise<string | undefined> {
  const { args, options } = session;
  const [named] = args;
  if (named === undefined) return undefined;
  if (options.hook !== undefined || named === '-') return named;
  if (args.length > 1 || named.includes('..') || named.startsWith('^'))
    return existsSync(named) && isFile(named) && args.length === 1 ? named : undefined;
  const isPath = named.startsWith('./') || named.startsWith('/');
  if (!isPath && (await workspace.repository.resolve(named)) !== undefined) return undefined;
  if (existsSync(named) && isFile(named)) return named;
  throw new UsageError(
    'unknown-message',
    `${JSON.stringify(named)} is neither a commit of ${workspace.repository.dir} nor a file: name one of them, a range such as v6.11..v6.12, or - for stdin`,
  );
}

const isFile = (file: string): boolean => statSync(file).isFile();

async function readStdin(): Promise<string> {
  try {
    return await text(openInput());
  } catch (error) {
    throw new UsageError('text-unreadable', `standard input cannot be read: ${sayWhy(error)}`, { cause: error });
  }
}
