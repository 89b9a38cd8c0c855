import { openRepository, parsePatch } from '../../../git/index.ts';
import type { Repository, Sha } from '../../../git/index.ts';
import { UnjudgeableError } from '../../../errors.ts';
import { MOST_BYTES } from '../mbox.ts';
import type { MailSource, RawMail } from '../source.ts';

/** Files asked of git ahead of their use. */
const IN_FLIGHT = 64;

/**
 * A public-inbox repository: of version 2 (one mail a commit in the file `m`) or of version 1 (a tree of files, one
 * mail each). Undefined when it has no commit yet.
 */
export async function openGitSource(dir: string, signal?: AbortSignal): Promise<MailSource | undefined> {
  const tip = await withRepository(dir, signal, (repository) => repository.resolve('HEAD'));
  if (tip === undefined) return undefined;
  return {
    name: dir,
    stamp: tip,
    async *read(mark) {
      const repository = await openRepository(dir, signal === undefined ? {} : { signal });
      try {
        yield* readMails(repository, tip, await listCommits(repository, tip, mark));
      } finally {
        await repository.close();
      }
    },
  };
}

async function withRepository<T>(
  dir: string,
  signal: AbortSignal | undefined,
  work: (repository: Repository) => Promise<T>,
): Promise<T> {
  const repository = await openRepository(dir, signal === undefined ? {} : { signal });
  try {
    return await work(repository);
  } finally {
    await repository.close();
  }
}

/** Oldest first. A mark that a rewritten archive no longer has begins anew. */
async function listCommits(repository: Repository, tip: Sha, mark: string | undefined): Promise<readonly Sha[]> {
  const known = mark === undefined || !/^[0-9a-f]{40,64}$/.test(mark) ? undefined : await repository.resolve(mark);
  if (known === tip) return [];
  if (known !== undefined) return (await repository.range(`${known}..${tip}`)).toReversed();
  const graph = await repository.graph([tip]);
  return Array.from({ length: graph.size }, (_, at) => graph.sha(graph.size - 1 - at));
}

async function* readMails(repository: Repository, tip: Sha, shas: readonly Sha[]): AsyncGenerator<RawMail> {
  const second = await isSecondVersion(repository, tip);
  for (let from = 0; from < shas.length; from += IN_FLIGHT) {
    const chunk = shas.slice(from, from + IN_FLIGHT);
    const files = second ? chunk.map((sha) => ({ sha, path: 'm' })) : await listAdded(repository, chunk);
    const contents = await Promise.all(files.map((file) => readMail(repository, file)));
    for (const [at, bytes] of contents.entries()) {
      const mark = files[at]?.sha ?? '';
      if (bytes !== undefined) yield { bytes, received: undefined, mark: () => Promise.resolve(mark) };
    }
  }
}

interface MailPlace {
  readonly sha: Sha;
  readonly path: string;
}

/** Each commit of version 2 holds one file: `m`, a mail, or `d`, one that was taken away. */
async function isSecondVersion(repository: Repository, tip: Sha): Promise<boolean> {
  const kept = (await repository.file(tip, 'm')) ?? (await repository.file(tip, 'd'));
  return kept !== undefined;
}

/** A mail whose object is not here is given without a byte: it counts as unusable, and the others are read. */
async function readMail(repository: Repository, { sha, path }: MailPlace): Promise<Buffer | undefined> {
  try {
    return (await repository.file(sha, path))?.subarray(0, MOST_BYTES);
  } catch (error) {
    if (error instanceof UnjudgeableError) return Buffer.alloc(0);
    throw error;
  }
}

/** The files that commits of version 1 add: `ab/` and 38 more digits. A commit that takes a mail away adds none. */
async function listAdded(repository: Repository, shas: readonly Sha[]): Promise<readonly MailPlace[]> {
  const files: MailPlace[] = [];
  for await (const patch of repository.patches(shas)) {
    if (patch.kind === 'unread') continue;
    for (const { newPath, change } of parsePatch(patch.bytes, patch.cut).files)
      if (newPath !== undefined && change !== 'deleted' && /^[0-9a-f]{2}\/[0-9a-f]{38}$/.test(newPath))
        files.push({ sha: patch.sha, path: newPath });
  }
  return files;
}
