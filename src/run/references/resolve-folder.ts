import path from 'node:path';
import { digestText } from '../../history/resolve/index.ts';

/** What the place of the index of ids depends on. */
export interface IndexPlace {
  /** `--store DIR`, or undefined. */
  readonly named: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/**
 * The folder of a repository's index of ids: the named one, beside the stores where those were moved, else in the
 * user's cache, for it can always be made again. `gitDir` is the real path of the common git directory.
 */
export function chooseIndexFolder(place: IndexPlace, gitDir: string): string {
  if (place.named !== undefined) return path.resolve(place.named);
  return path.join(cacheFolder(place), `${nameOf(gitDir)}-${digestText(gitDir)}`);
}

function cacheFolder({ env, platform, home }: IndexPlace): string {
  if (env.AUTOSEL_STORE) return path.resolve(env.AUTOSEL_STORE);
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return path.join(env.XDG_CACHE_HOME, 'autosel');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'autosel');
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'autosel');
  return path.join(home, '.cache', 'autosel');
}

/** For people who look into the folder. */
function nameOf(gitDir: string): string {
  const base = path.basename(gitDir) === '.git' ? path.dirname(gitDir) : gitDir;
  const name = path
    .basename(base)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '');
  return name.slice(0, 60) || 'repository';
}
