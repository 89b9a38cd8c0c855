import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { readStaged, type Repository, type Sha } from '../../git/index.ts';
import { openReferences } from '../references/check-references.ts';
import { sayNoCommits } from '../no-commits.ts';
import { once } from '../once.ts';
import type { Workspace } from '../workspace.ts';
import type { IndexPlace } from '../references/resolve-folder.ts';
import { checkMessage, type CheckedMessage, type MessageDesk } from './check.ts';
import { readCommitInput, readTextInputs, type MessageInput, type WrittenText } from './input.ts';
import { learnFrom, openPast } from './past.ts';
import { openStableDesk, type StableDesk } from './stable-view.ts';

export interface MessageRequest {
  /** A commit or a range, or texts that are no commits yet. */
  readonly of: { readonly revisions: string } | { readonly texts: readonly WrittenText[] };
  /** The index that git made for the commit under way, as it tells its hooks. */
  readonly indexFile: string | undefined;
  /** Who commits; undefined: not known. */
  readonly author: MessageInput['author'];
  /** Where the index of ids is kept. */
  readonly place: IndexPlace;
  /** Leave the index of commits alone: a hook must be quick. */
  readonly quick: boolean;
}

/** Checks messages one by one, in the order of the range, newest first. @throws UsageError for what names no commit. */
export async function* runMessage(
  workspace: Workspace,
  request: MessageRequest,
): AsyncGenerator<CheckedMessage, void, void> {
  const { repository } = workspace;
  const head = await repository.resolve('HEAD');
  const shas = 'revisions' in request.of ? await repository.range(request.of.revisions) : [];
  const base = 'revisions' in request.of ? await findBase(repository, request.of.revisions, shas) : head;
  const desk = await layDesk(workspace, request, base);
  if (!('revisions' in request.of)) {
    const around = await lookAround(workspace, request, head);
    for await (const input of readTextInputs(request.of.texts, around)) yield await checkMessage(desk, input);
    return;
  }
  for (const [done, sha] of shas.entries()) {
    workspace.progress({ step: 'checking messages', done, total: shas.length, unit: 'messages' });
    yield await checkMessage(desk, await readCommitInput(repository, sha));
  }
}

/** Conventions are those of before the first commit that is judged. */
async function findBase(repository: Repository, revisions: string, shas: readonly Sha[]): Promise<Sha | undefined> {
  const last = shas.at(-1);
  if (last === undefined) throw new UsageError('empty-range', `${sayNoCommits(revisions)}: nothing to check`);
  const [commit] = await Array.fromAsync(repository.commits([last]));
  return commit?.kind === 'commit' ? commit.parents[0] : undefined;
}

async function layDesk(
  workspace: Workspace,
  { place, quick }: MessageRequest,
  base: Sha | undefined,
): Promise<MessageDesk> {
  const { repository, storeFolder, mainline, signal, note } = workspace;
  workspace.progress({ step: 'learning how messages are written here', done: 0, total: undefined, unit: 'commits' });
  const past = base === undefined ? { recent: async () => [], touching: async () => [] } : openPast(repository, base);
  const learned = await learnFrom(past);
  const tags = learned.conventions.stableAddress !== undefined;
  return {
    repository,
    learned,
    references: once(() =>
      openReferences({
        ...{ force: false, trustId: false, asGiven: false, all: true, mainline, signal, note, place, unsaved: false },
        repos: [repository.dir],
      }),
    ),
    stable: quick || !tags ? undefined : await openStableOr(workspace, storeFolder),
  };
}

/** Where a project asks for stable branches by a line and there is no index, that is said once. */
async function openStableOr({ note }: Workspace, folder: string): Promise<StableDesk | undefined> {
  const desk = await openStableDesk(folder);
  if (typeof desk !== 'string') return desk;
  note(`autosel: no advice on tags for stable branches: ${desk}`);
  return undefined;
}

async function lookAround({ repository, signal }: Workspace, request: MessageRequest, head: Sha | undefined) {
  const [commit] = head === undefined ? [] : await Array.fromAsync(repository.commits([head]));
  const known = commit?.kind === 'commit' ? commit : undefined;
  return {
    head,
    headSubject: known?.subject,
    headParent: known?.parents[0],
    author: request.author,
    staged: (amends: boolean) =>
      readStaged({ dir: resolve(repository.dir), indexFile: request.indexFile, amends, signal }),
  };
}
