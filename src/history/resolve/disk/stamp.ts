import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Refs as they lie on the disk: 64 hex digits that change when a ref may have changed. No git is started for it. */
export function readStamp(gitDir: string): string {
  const hash = createHash('sha256');
  for (const name of ['HEAD', 'shallow']) hash.update(`${name}\0${readText(join(gitDir, name))}\0`);
  for (const name of ['packed-refs', 'reftable/tables.list'])
    hash.update(`${name}\0${describeFile(join(gitDir, name))}\0`);
  addFolder(hash, gitDir, 'refs');
  return hash.digest('hex');
}

function addFolder(hash: ReturnType<typeof createHash>, gitDir: string, folder: string): void {
  const entries = listFolder(join(gitDir, folder)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, gitDir, path);
    else hash.update(`${path}\0${readText(join(gitDir, path))}\0`);
  }
}

/** What does not exist has no text; anything else that cannot be read is an error. */
function absent<Value>(read: () => Value, none: Value): Value {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw error;
  }
}

const readText = (path: string): string => absent(() => readFileSync(path, 'latin1'), '');
const listFolder = (path: string) => absent(() => readdirSync(path, { withFileTypes: true }), []);
const describeFile = (path: string): string =>
  absent(() => {
    const { mtimeNs, size, ino } = statSync(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  }, '');
