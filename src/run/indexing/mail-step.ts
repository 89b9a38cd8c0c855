import { AutoselError } from '../../errors.ts';
import type { MailView } from '../../evidence/index.ts';
import {
  findMailSources,
  findThread,
  openMailIndex,
  removeMailIndex,
  updateMailIndex,
  type MailIndex,
  type MailThread,
  type MailUpdate,
} from '../../history/index.ts';
import type { Sha } from '../../git/index.ts';
import type { Bench } from '../judge.ts';
import { throwIfStopped } from '../stop.ts';
import type { StepDone } from './update.ts';
import type { Workspace } from '../workspace.ts';
import { plural } from '../../plural.ts';

export interface MailRequest {
  readonly bench: Bench;
  /** Commits that will be asked about. */
  readonly rows: readonly number[];
  /** False: the index of mails as it is. */
  readonly update: boolean;
}

/** What the named archives hold about the commits of a question; undefined where none is named or can be asked. */
export async function openMailView(workspace: Workspace, request: MailRequest): Promise<MailView | undefined> {
  if (workspace.inbox.length === 0) return undefined;
  if (request.update) await updateReadable(workspace);
  const index = await openMailIndex(workspace.storeFolder, 'read');
  if (index === undefined) {
    workspace.note('autosel: no list mail is indexed yet: answering without it');
    return undefined;
  }
  try {
    const threads = await loadThreads(workspace, index, request);
    return { thread: (sha) => threads.get(sha) };
  } finally {
    await index.close();
  }
}

/** Evidence is pure: what may be asked is loaded before. */
async function loadThreads(
  { progress, signal }: Workspace,
  index: MailIndex,
  { bench, rows }: MailRequest,
): Promise<ReadonlyMap<Sha, MailThread>> {
  const threads = new Map<Sha, MailThread>();
  for (const [at, row] of rows.entries()) {
    throwIfStopped(signal);
    if (at % 100 === 0) progress({ step: 'mails about them', done: at, total: rows.length, unit: 'commits' });
    const commit = bench.history.commits[row];
    const thread = await findThread(index, commit, bench.asOf);
    if (thread !== undefined) threads.set(commit.sha, thread);
  }
  return threads;
}

/** Why the mails that are indexed already can be asked all the same. */
const READABLE: Readonly<Record<string, string>> = {
  'store-read-only': 'the index of mails cannot be written to',
  'store-busy': 'another autosel is writing to the index of mails',
};

async function updateReadable(workspace: Workspace): Promise<void> {
  try {
    await updateMail(workspace);
  } catch (error) {
    const why = error instanceof AutoselError ? READABLE[error.code] : undefined;
    if (why === undefined) throw error;
    workspace.note(`autosel: ${why}; answering from what it holds`);
  }
}

/** Reads what is new in the named archives; undefined where none is named. UsageError `no-inbox`; errors of the store. */
export async function updateMail(workspace: Workspace): Promise<StepDone | undefined> {
  const { inbox, storeFolder, signal, note } = workspace;
  if (inbox.length === 0) return undefined;
  const found = await findMailSources(inbox, signal);
  const index = await openMailIndex(storeFolder, 'write');
  if (index === undefined) throw new Error(`no index of mails in ${storeFolder}`);
  try {
    const progress = ({ done }: { readonly done: number }): void =>
      workspace.progress({ step: 'list mail', done, total: undefined, unit: 'mails' });
    const update = await updateMailIndex({ index, sources: found.sources, progress, signal });
    for (const { name, why } of [...found.unread, ...update.unread])
      note(`autosel: ${name} could not be read whole: ${why}`);
    return { name: 'mail', did: sayUpdate(update, await index.count()) };
  } finally {
    await index.close();
  }
}

function sayUpdate({ added, unusable }: MailUpdate, count: number): string {
  const without = unusable === 0 ? '' : `, ${unusable} without an id or a date left out`;
  return added === 0
    ? `${plural(count, 'mail')}, none new${without}`
    : `${plural(added, 'mail')} added, ${count} in all${without}`;
}

/** Forgets the indexed mails where archives are named that can be read again. */
export async function rebuildMail({ inbox, storeFolder }: Workspace): Promise<void> {
  if (inbox.length > 0) await removeMailIndex(storeFolder);
}
