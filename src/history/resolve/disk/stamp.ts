import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { digestText } from '../digest.ts';

/** Refs as they lie on the disk: 16 hex digits that change when a ref may have changed. No git is started for it. */
export function readStamp(gitDir: string): string {
  const seen: string[] = [];
  for (const name of ['HEAD', 'shallow']) seen.push(name, readText(join(gitDir, name)));
  for (const name of ['packed-refs', 'reftable/tables.list']) seen.push(name, describeFile(join(gitDir, name)));
  addFolder(seen, gitDir, 'refs');
  return digestText(seen.join('\0'));
}

function addFolder(seen: string[], gitDir: string, folder: string): void {
  const entries = listFolder(join(gitDir, folder)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(seen, gitDir, path);
    else seen.push(path, readText(join(gitDir, path)));
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
