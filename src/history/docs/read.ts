import type { Repository, Sha } from '../../git/index.ts';
import { buildDocumentation } from './build.ts';
import type { Document } from './build.ts';
import { chooseDocuments } from './choose.ts';
import type { DocumentationIndex } from './types.ts';

/** A larger document is a table or a log. */
const MAX_BYTES = 1024 * 1024;
const MAX_ALL_BYTES = 16 * 1024 * 1024;

/** The repository's own documentation at a revision. Documents that cannot be read are counted among those left out. */
export async function readDocumentation(
  repository: Repository,
  revision: Sha,
  options: { readonly signal?: AbortSignal } = {},
): Promise<DocumentationIndex> {
  const entries = await repository.entries({ revision, deep: true, timeoutMs: 60_000, ...options });
  const { chosen, leftOut } = chooseDocuments(entries.flatMap(({ path, kind }) => (kind === 'file' ? [path] : [])));
  const documents: Document[] = [];
  let bytes = 0;
  for await (const reply of repository.files(chosen.map((path) => ({ sha: revision, path })))) {
    if (reply.kind !== 'present' || reply.bytes.length > MAX_BYTES || reply.bytes.subarray(0, 8000).includes(0))
      continue;
    bytes += reply.bytes.length;
    if (bytes > MAX_ALL_BYTES) break;
    documents.push({ path: reply.request.path, text: reply.bytes.toString('utf8') });
  }
  return buildDocumentation(documents, { revision, leftOut: leftOut + chosen.length - documents.length });
}
