import { StoppedError, InfrastructureError } from '../../errors.ts';
import { parsePatch, type Repository, type Sha } from '../../git/index.ts';
import { buildCommitText, type HistoryStore } from '../../history/index.ts';
import type { CommitText, Embedder } from '../../models/index.ts';
import { hashInputs } from '../ledger.ts';
import type { Workspace } from '../workspace.ts';

/** Commits whose vectors are saved together: one request of a remote embedder, so that what was paid for is kept. */
const CHUNK = 64;

/**
 * Vectors of commits by another embedder than the learned one. Each is asked for once and kept in the store; a stop
 * loses at most the chunk under way.
 */
export async function updateVectors(
  workspace: Workspace,
  store: HistoryStore,
  asked: { readonly embedder: Embedder; readonly shas: readonly Sha[] },
): Promise<ReadonlyMap<Sha, Float32Array>> {
  const { embedder, shas } = asked;
  const prefix = `vectors/${hashInputs([embedder.id, embedder.dimensions])}`;
  const { known, chunks } = await loadChunks(store, prefix, embedder.dimensions);
  const missing = shas.filter((sha) => !known.has(sha));
  for (let from = 0, chunk = chunks; from < missing.length; from += CHUNK, chunk++) {
    workspace.progress({ step: 'embedding', done: from, total: missing.length, unit: 'commits' });
    const part = missing.slice(from, from + CHUNK);
    const texts = await readTexts(workspace.repository, part);
    if (workspace.signal.aborted) throw new StoppedError('stopped', 'stopped while embedding commits');
    const vectors = await embedder.embed(texts, workspace.signal);
    part.forEach((sha, at) => known.set(sha, vectors[at] ?? new Float32Array(embedder.dimensions)));
    await store.saveBlobs({ [`${prefix}/${chunk}`]: encodeChunk(part, vectors) });
  }
  return known;
}

/** What an embedder is given of commits, in the order asked. A patch that cannot be read leaves the message alone. */
async function readTexts(repository: Repository, shas: readonly Sha[]): Promise<readonly CommitText[]> {
  const patches = repository.patches(shas)[Symbol.asyncIterator]();
  const texts: CommitText[] = [];
  for await (const commit of repository.commits(shas)) {
    const { value: patch } = await patches.next();
    const read = patch?.kind === 'patch' ? parsePatch(patch.bytes, patch.cut) : undefined;
    texts.push(commit.kind === 'commit' ? buildCommitText(commit, read) : { message: '', paths: [], identifiers: [] });
  }
  return texts;
}

async function loadChunks(store: HistoryStore, prefix: string, dimensions: number) {
  const known = new Map<Sha, Float32Array>();
  for (let chunks = 0; ; chunks++) {
    const bytes = await store.loadBlob(`${prefix}/${chunks}`);
    if (bytes === undefined) return { known, chunks };
    for (const [sha, vector] of decodeChunk(bytes, dimensions)) known.set(sha, vector);
  }
}

/** A line of ids divided by blanks, then the vectors as little-endian 32-bit floats. */
function encodeChunk(shas: readonly Sha[], vectors: readonly Float32Array[]): Uint8Array {
  const floats = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  return Buffer.concat([Buffer.from(`${shas.join(' ')}\n`), ...floats]);
}

function decodeChunk(bytes: Uint8Array, dimensions: number): [Sha, Float32Array][] {
  const all = Buffer.from(bytes);
  const end = all.indexOf(10);
  const shas = all.toString('latin1', 0, end).split(' ') as Sha[];
  const floats = new Float32Array(new Uint8Array(all.subarray(end + 1)).buffer);
  if (floats.length !== shas.length * dimensions)
    throw new InfrastructureError('vectors-corrupt', 'stored vectors cannot be read: run autosel index --rebuild');
  return shas.map((sha, at) => [sha, floats.slice(at * dimensions, (at + 1) * dimensions)]);
}
