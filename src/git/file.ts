import { UnjudgeableError } from '../errors.ts';
import type { ObjectReader, ObjectReply } from './cat-file.ts';
import { buildName } from './name.ts';
import { parseSha } from './sha.ts';
import { findEntry } from './tree.ts';
import type { Sha } from './types.ts';

/**
 * A file's bytes in a commit (a symbolic link's target), undefined when the commit has no such file.
 * UnjudgeableError `file-unread` when that cannot be told, or the bytes are not here (partial clone) or too many.
 */
export async function readFileAt(reader: ObjectReader, sha: Sha, path: string): Promise<Buffer | undefined> {
  const name = buildName(path);
  const quick = await readQuickly(reader, parseSha(sha), name);
  if (quick?.kind === 'object') return quick.type === 'blob' ? quick.bytes : undefined;
  const id = await findBlob(reader, sha, name);
  if (id === undefined) return undefined;
  return bytesOf(await reader.read(id), `blob ${id} of ${path} in commit ${sha}`);
}

/** git itself walks the path, unless the name cannot be said on one line or would be taken as relative. */
async function readQuickly(reader: ObjectReader, sha: Sha, name: Buffer): Promise<ObjectReply | undefined> {
  const sayable = !name.includes(10) && !name.includes(0) && name[0] !== 0x2e && name[0] !== 0x2f;
  return sayable ? reader.read(Buffer.concat([Buffer.from(`${sha}:`), name])) : undefined;
}

async function findBlob(reader: ObjectReader, sha: Sha, name: Buffer): Promise<string | undefined> {
  const parts = splitPath(name);
  let tree = `${sha}^{tree}`;
  for (const [depth, part] of parts.entries()) {
    const bytes = bytesOf(await reader.read(tree), `a folder of ${name.toString()} in commit ${sha}`);
    const entry = findEntry(bytes, part, sha.length / 2);
    if (entry === undefined) return undefined;
    if (depth === parts.length - 1) return entry.kind === 'blob' ? entry.id : undefined;
    if (entry.kind !== 'tree') return undefined;
    tree = entry.id;
  }
  return undefined;
}

function splitPath(name: Buffer): Buffer[] {
  return name
    .toString('latin1')
    .split('/')
    .map((part) => Buffer.from(part, 'latin1'));
}

function bytesOf(reply: ObjectReply, what: string): Buffer {
  switch (reply.kind) {
    case 'object':
      return reply.bytes;
    case 'too-large':
      throw new UnjudgeableError('file-unread', `${what} cannot be read: it has ${reply.size} bytes`);
    case 'broken':
      throw new UnjudgeableError('file-unread', `${what} cannot be read: ${reply.why}`);
    case 'missing':
    case 'ambiguous':
      throw new UnjudgeableError('file-unread', `${what} cannot be read: it is not in this repository`);
  }
}
