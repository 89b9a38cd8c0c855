import { AutoselError, StoppedError } from '../../errors.ts';
import type { UnreadSource } from './disk/find-sources.ts';
import { parseMail } from './parse.ts';
import type { MailSource, RawMail } from './source.ts';
import type { Mail, MailIndex } from './types.ts';

export interface MailUpdateOptions {
  /** Opened for writing. */
  readonly index: MailIndex;
  readonly sources: readonly MailSource[];
  readonly progress?: ((event: { readonly done: number; readonly source: string }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Mails of one transaction, which is what a kill can cost; 500 unless told otherwise. */
  readonly batch?: number;
}

export interface MailUpdate {
  /** Mails that were read in this call. */
  readonly read: number;
  /** How many of them the index did not have. */
  readonly added: number;
  /** Mails without an id or a date, or beyond parsing. */
  readonly unusable: number;
  /** Sources that broke off, and why; what was read of them is kept. */
  readonly unread: readonly UnreadSource[];
}

type Counts = { -readonly [Key in keyof MailUpdate]: MailUpdate[Key] } & { unread: UnreadSource[] };

/** Reads what is new in the sources. A stop or a kill costs at most one batch: the next call goes on from there. */
export async function updateMailIndex(options: MailUpdateOptions): Promise<MailUpdate> {
  const counts: Counts = { read: 0, added: 0, unusable: 0, unread: [] };
  for (const source of options.sources) {
    try {
      await updateSource(options, source, counts);
    } catch (error) {
      if (options.signal?.aborted === true || isOurs(error)) throw error;
      counts.unread.push({ name: source.name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return counts;
}

/** What stops the index itself is no fault of a source. */
const isOurs = (error: unknown): boolean =>
  error instanceof AutoselError && /^(?:store-|disk-full|stopped|git-missing)/.test(error.code);

/** Noted while a source is read; no real stamp is empty. */
const UNFINISHED = '';

async function updateSource(options: MailUpdateOptions, source: MailSource, counts: Counts): Promise<void> {
  const { index, batch = 500 } = options;
  const state = await index.loadSource(source.name);
  if (state?.stamp === source.stamp) return;
  const waiting: { mails: Mail[]; last: RawMail | undefined; seen: number } = { mails: [], last: undefined, seen: 0 };
  let mark = state?.mark ?? '';
  const save = async (stamp: string): Promise<void> => {
    mark = (await waiting.last?.mark()) ?? mark;
    counts.added += await index.saveMails(waiting.mails, { name: source.name, state: { stamp, mark } });
    Object.assign(waiting, { mails: [], last: undefined, seen: 0 });
    options.progress?.({ done: counts.read, source: source.name });
  };
  for await (const raw of source.read(mark === '' ? undefined : mark)) {
    if (options.signal?.aborted === true) throw stopped();
    const mail = await parseMail(raw.bytes, raw.received);
    counts.read += 1;
    if ('kind' in mail) counts.unusable += 1;
    else waiting.mails.push(mail);
    waiting.last = raw;
    waiting.seen += 1;
    if (waiting.seen >= batch) await save(UNFINISHED);
  }
  await save(source.stamp);
}

const stopped = (): StoppedError =>
  new StoppedError('stopped', 'stopped: what was finished is kept, the same command goes on from there');
