import { UnjudgeableError } from '../errors.ts';
import type { ObjectReader } from './cat-file.ts';
import { readFileAt } from './file.ts';
import type { Sha } from './types.ts';

export interface FileRequest {
  readonly sha: Sha;
  readonly path: string;
}

/** `absent`: that commit has no such file. `unread`: whether or what it is cannot be told. */
export type FileReply = { readonly request: FileRequest } & (
  | { readonly kind: 'present'; readonly bytes: Buffer }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly why: string }
);

/** A larger file is not read. */
export const maxFileBytes = 8 * 1024 * 1024;
/** Requests in flight: with {@link maxFileBytes} at most 128 MB wait to be taken. */
const inFlight = 16;

/** Files in the order asked. What cannot be read is said, and the walk goes on. `reader` must keep to {@link maxFileBytes}. */
export async function* readFiles(
  reader: ObjectReader,
  requests: Iterable<FileRequest>,
): AsyncGenerator<FileReply, void, void> {
  const asked: Promise<FileReply>[] = [];
  for (const request of requests) {
    const reply = readOne(reader, request);
    reply.catch(() => {});
    asked.push(reply);
    if (asked.length >= inFlight) yield await asked.shift()!;
  }
  for (const reply of asked) yield await reply;
}

async function readOne(reader: ObjectReader, request: FileRequest): Promise<FileReply> {
  try {
    const bytes = await readFileAt(reader, request.sha, request.path);
    return bytes === undefined ? { kind: 'absent', request } : { kind: 'present', request, bytes };
  } catch (error) {
    if (!(error instanceof UnjudgeableError)) throw error;
    return { kind: 'unread', request, why: error.message };
  }
}
