import { hash } from 'node:crypto';
import type { Patch, PatchFile } from './types.ts';

let text = Buffer.allocUnsafe(1 << 16);

/**
 * 16 hex digits that stay the same when a patch is moved to another place: a hash over paths, signs and lines without
 * white space, line numbers left out and files in order of their paths (the idea of `git patch-id --stable`).
 * '' when the patch has no text hunks.
 */
export function patchIdOf(patch: Patch): string {
  const files = patch.files.filter((file) => file.hunks.length > 0).map((file) => ({ file, key: keyOf(file) }));
  if (files.length === 0) return '';
  files.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  let size = 0;
  for (const { file, key } of files) {
    size = addKey(key, size);
    size = addLines(patch, file, size);
  }
  return hash('sha1', text.subarray(0, size), 'hex').slice(0, 16);
}

function keyOf(file: PatchFile): string {
  return `\0${file.oldPath ?? ''}\0${file.newPath ?? ''}\0`;
}

function addKey(key: string, from: number): number {
  reserve(from + key.length * 3);
  return from + text.write(key, from, 'utf8');
}

function addLines(patch: Patch, file: PatchFile, from: number): number {
  const first = file.hunks[0].from;
  const last = file.hunks.at(-1)!.to;
  if (last > first) reserve(from + patch.lineEnd[last - 1] - patch.lineStart[first] + 2 * (last - first));
  const { bytes, lineStart, lineEnd, lineSign } = patch;
  const out = text;
  let size = from;
  for (let line = first; line < last; line++) {
    out[size++] = lineSign[line]!;
    for (let i = lineStart[line], end = lineEnd[line]; i < end; i++) {
      const byte = bytes[i];
      if (byte > 32 || (byte !== 32 && (byte < 9 || byte > 13))) out[size++] = byte;
    }
  }
  return size;
}

function reserve(size: number): void {
  if (size <= text.length) return;
  const larger = Buffer.allocUnsafe(Math.max(size, text.length * 2));
  text.copy(larger);
  text = larger;
}
