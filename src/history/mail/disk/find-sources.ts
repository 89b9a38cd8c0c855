import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../../errors.ts';
import type { MailSource } from '../source.ts';
import { makeFileSource } from './file-source.ts';
import { openGitSource } from './git-source.ts';
import { makeMboxSource, makePackedMboxSource, type MailFile } from './mbox-source.ts';
import { sayWhy } from '../../../words-of-errors.ts';

/** Folders below a named one that are looked into: an archive of lists has lists, `git` and epochs. */
const DEPTH = 5;

/** Something of an archive that could not be read, and why. */
export interface UnreadSource {
  readonly name: string;
  readonly why: string;
}

export interface FoundSources {
  /** In order of their names, so that the same archives give the same index. */
  readonly sources: readonly MailSource[];
  readonly unread: readonly UnreadSource[];
}

/**
 * Finds what holds mails at or below the named places: public-inbox repositories, mboxes (also compressed by gzip),
 * maildirs, single mails. UsageError `no-inbox` when a place does not exist or holds nothing of that kind.
 */
export async function findMailSources(
  places: readonly string[],
  signal?: AbortSignal,
  option = '--inbox',
): Promise<FoundSources> {
  const sources: MailSource[] = [];
  const unread: UnreadSource[] = [];
  for (const place of new Set(places.map((each) => path.resolve(each)))) {
    const found = await lookAt({ signal, unread, option }, place);
    if (found.length === 0 && !unread.some(({ name }) => name.startsWith(place))) throw noInbox(place, option);
    sources.push(...found);
  }
  const byName = new Map(sources.map((source) => [source.name, source]));
  return { sources: [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), unread };
}

interface Search {
  readonly signal: AbortSignal | undefined;
  readonly unread: UnreadSource[];
  /** The option that named the places, for messages. */
  readonly option: string;
}

async function lookAt(search: Search, place: string): Promise<MailSource[]> {
  const facts = await stat(place).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') throw noInbox(place, search.option, cause);
    throw cause;
  });
  return facts.isDirectory() ? lookInto(search, place, DEPTH) : sniff(place, undefined);
}

function noInbox(place: string, option: string, cause?: unknown): UsageError {
  const what = cause === undefined ? 'holds no mails that can be read' : 'does not exist';
  return new UsageError(
    'no-inbox',
    `${place} ${what}: name a public-inbox repository, an mbox, a maildir, a mail, or a folder of those with ${option}`,
    cause === undefined ? {} : { cause },
  );
}

async function lookInto(search: Search, folder: string, depth: number): Promise<MailSource[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  const isFile = (name: string): boolean => entries.some((entry) => entry.name === name && entry.isFile());
  if (folders.has('.git') || (folders.has('objects') && folders.has('refs') && isFile('HEAD')))
    return openGit(search, folder);
  const maildir = folders.has('cur') && folders.has('new');
  const found: MailSource[] = [];
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    const part = maildir && (entry.name === 'cur' || entry.name === 'new');
    if (maildir && entry.name === 'tmp') continue;
    if (part) found.push(...(await lookIntoMaildir(search, folder, place)));
    else if (entry.isDirectory() && depth > 0) found.push(...(await lookInto(search, place, depth - 1)));
    else if (entry.isFile()) found.push(...(await attempt(search, place, () => sniff(place, undefined))));
  }
  return found;
}

async function lookIntoMaildir(search: Search, maildir: string, folder: string): Promise<MailSource[]> {
  const found: MailSource[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isFile()) found.push(...(await attempt(search, place, () => sniff(place, maildir))));
  }
  return found;
}

const openGit = (search: Search, folder: string): Promise<MailSource[]> =>
  attempt(search, folder, async () => {
    const source = await openGitSource(folder, search.signal);
    return source === undefined ? [] : [source];
  });

/** A part that cannot be read is said, and the others are. */
async function attempt({ signal, unread }: Search, name: string, work: () => Promise<MailSource[]>) {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error)) throw error;
    const why = sayWhy(error);
    unread.push({ name, why });
    return [];
  }
}

/** Headers as mails begin with them. */
const header =
  /^(?:return-path|received|from|to|cc|subject|date|message-id|delivered-to|mime-version|x-[\w-]+|dkim-signature|list-id|sender|references|in-reply-to|authentication-results|arc-[\w-]+): ?\S/im;

async function sniff(place: string, maildir: string | undefined): Promise<MailSource[]> {
  const { size, mtimeMs } = await stat(place);
  const file: MailFile = { path: place, size, time: Math.floor(mtimeMs / 1000) };
  const start = await readFirst(place, Math.min(size, 2048));
  if (maildir !== undefined) return [makeFileSource(file, maildir)];
  if (start[0] === 0x1f && start[1] === 0x8b) return /mbox|mbx/.test(place) ? [makePackedMboxSource(file)] : [];
  const text = start.toString('latin1');
  if (text.startsWith('From ')) return [makeMboxSource(file)];
  return /\.(?:eml|mail|msg)$/i.test(place) ||
    (/^[\w-]+:/.test(text) && header.test(text.split(/\r?\n\r?\n/, 1)[0] ?? ''))
    ? [makeFileSource(file, undefined)]
    : [];
}

async function readFirst(place: string, bytes: number): Promise<Buffer> {
  const file = await open(place);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
