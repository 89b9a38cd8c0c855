import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The git directory that all work trees of the repository share, found as git finds it but without starting git:
 * upward from `dir`. Undefined when it looks unusual, and git itself must be asked.
 */
export function findGitDir(dir: string): string | undefined {
  for (let at = resolve(dir); ; at = dirname(at)) {
    const own = isGitDir(at) ? at : followLink(join(at, '.git'));
    if (own !== undefined) return commonOf(own);
    if (at === dirname(at)) return undefined;
  }
}

function followLink(path: string): string | undefined {
  const kind = kindOf(path);
  if (kind === 'folder') return isGitDir(path) ? path : undefined;
  if (kind !== 'file') return undefined;
  const target = /^gitdir: (.+?)\r?\n?$/s.exec(readFileSync(path, 'utf8'))?.[1];
  return target === undefined ? undefined : resolve(dirname(path), target);
}

function commonOf(own: string): string | undefined {
  const link = join(own, 'commondir');
  const common = kindOf(link) === 'file' ? resolve(own, readFileSync(link, 'utf8').trim()) : own;
  return isGitDir(common) ? realpathSync(common) : undefined;
}

const isGitDir = (path: string): boolean =>
  kindOf(join(path, 'HEAD')) === 'file' &&
  kindOf(join(path, 'objects')) === 'folder' &&
  kindOf(join(path, 'refs')) === 'folder';

function kindOf(path: string): 'file' | 'folder' | 'none' {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'none' : found.isDirectory() ? 'folder' : 'file';
}
