import { createHash } from 'node:crypto';
import path from 'node:path';

/** What the choice of a store folder depends on. */
export interface StorePlace {
  /** `--store DIR`, or undefined. */
  readonly named: string | undefined;
  /** Real path of the repository's common git directory: all worktrees share one store. */
  readonly gitDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/** The folder of a repository's store: the named one, else one per repository in the user's data folder. */
export function chooseStoreFolder(place: StorePlace): string {
  if (place.named !== undefined) return path.resolve(place.named);
  return path.join(dataFolder(place), storeName(place.gitDir));
}

function dataFolder({ env, platform, home }: StorePlace): string {
  if (env.AUTOSEL_STORE) return path.resolve(env.AUTOSEL_STORE);
  if (env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME)) return path.join(env.XDG_DATA_HOME, 'autosel');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'autosel');
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'autosel');
  return path.join(home, '.local', 'share', 'autosel');
}

/** The repository's name for people and 12 hex digits of its path, so that two of one name stay apart. */
export function storeName(gitDir: string): string {
  const base = path.basename(gitDir) === '.git' ? path.dirname(gitDir) : gitDir;
  const name = path
    .basename(base)
    .replace(/\.git$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  const hash = createHash('sha256').update(gitDir).digest('hex').slice(0, 12);
  return `${name === '' ? 'repository' : name}-${hash}`;
}
