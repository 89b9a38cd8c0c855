import { UnjudgeableError } from '../errors.ts';
import { buildPathArgument } from './argument.ts';
import { readBounded } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { parseName } from './name.ts';
import type { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

/** "What is there, in this state of the tree?" */
export interface EntriesRequest extends Bounds {
  readonly revision: Sha;
  /** A file or folder: it alone is told. Ending in `/`: what is in the folder. Left out: the uppermost folder. */
  readonly path?: string;
  /** True: files of all folders below, and no folders. */
  readonly deep?: boolean;
}

/** A link is told as it is and never followed; a submodule is another repository. */
export interface FolderEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'submodule';
}

const maxBytes = 64 * 1024 * 1024;

/** In git's order. UnjudgeableError `folder-unread` when it cannot be told or is too much. */
export async function readEntries(git: Git, request: EntriesRequest): Promise<FolderEntry[]> {
  const { revision, path, deep = false } = request;
  const names = path === undefined ? [] : [buildPathArgument(path)];
  const args = ['ls-tree', '-z', '--full-tree', ...(deep ? ['-r'] : []), parseSha(revision), '--', ...names];
  const { bytes, cut, code, said } = await readBounded(git, { ...request, args, maxBytes });
  if (cut !== undefined || code !== 0)
    throw new UnjudgeableError(
      'folder-unread',
      `${path ?? 'the tree'} in ${revision} cannot be listed: ${cut ?? said}`,
    );
  return parseEntries(bytes);
}

/** `mode SP type SP id TAB path NUL`. */
function parseEntries(bytes: Buffer): FolderEntry[] {
  const entries: FolderEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const tab = bytes.indexOf(9, at);
    const end = bytes.indexOf(0, tab);
    entries.push({ path: parseName(bytes.subarray(tab + 1, end)), kind: kindOf(bytes.toString('latin1', at, at + 6)) });
    at = end + 1;
  }
  return entries;
}

function kindOf(mode: string): FolderEntry['kind'] {
  if (mode === '040000') return 'folder';
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'file';
}
