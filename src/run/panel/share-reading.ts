import type { PatchBytes, Repository, Sha, Unread } from '../../git/index.ts';

/** A repository that keeps the patches of commits which are being judged: dossier, checks and tools all read them. */
export interface SharedReading {
  readonly repository: Repository;
  /** Reads patches of commits that come next with one process instead of one each. */
  readAhead(shas: readonly Sha[]): Promise<void>;
}

type Read = PatchBytes | Unread;

/** Bytes kept of one patch, as the repository keeps them unless told otherwise. */
const MOST_OF_ONE = 4 * 1024 * 1024;
/** Bytes of all patches that are kept; the oldest go first. */
const MOST_OF_ALL = 32 * 1024 * 1024;
const ENTRY = 1024;

/** Asking for one commit's patch is answered from what is kept; longer walks go to the repository. */
export function shareReading(repository: Repository): SharedReading {
  const kept = new Map<Sha, Read>();
  let size = 0;
  const keep = (read: Read): void => {
    if (kept.has(read.sha)) return;
    kept.set(read.sha, read);
    size += sizeOf(read);
    for (const [sha, old] of kept) {
      if (size <= MOST_OF_ALL || sha === read.sha) break;
      kept.delete(sha);
      size -= sizeOf(old);
    }
  };
  const walk = async (shas: readonly Sha[]): Promise<void> => {
    for await (const read of repository.patches(shas, { maxBytes: MOST_OF_ONE })) keep(read);
  };
  const readOne = async function* (sha: Sha, maxBytes: number): AsyncGenerator<Read, void, void> {
    if (!kept.has(sha)) await walk([sha]);
    const read = kept.get(sha);
    if (read !== undefined) yield shorten(read, maxBytes);
  };
  return {
    readAhead: (shas) => walk(shas.filter((sha) => !kept.has(sha))),
    repository: {
      ...repository,
      patches: (shas, limits = {}) => {
        const wanted = [...shas];
        const { maxBytes = MOST_OF_ONE } = limits;
        return wanted.length === 1 && maxBytes <= MOST_OF_ONE
          ? readOne(wanted[0], maxBytes)
          : repository.patches(wanted, limits);
      },
    },
  };
}

const sizeOf = (read: Read): number => ENTRY + (read.kind === 'patch' ? read.bytes.length : 0);

function shorten(read: Read, most: number): Read {
  if (read.kind !== 'patch' || read.bytes.length <= most) return read;
  return { ...read, bytes: read.bytes.subarray(0, most), cut: read.cut + read.bytes.length - most };
}
