import { describe, expect, it } from 'vitest';
import { chooseStoreFolder, storeName } from './store-folder.ts';

const place = {
  named: undefined,
  gitDir: '/src/linux/.git',
  env: {},
  platform: 'linux',
  home: '/home/p',
};

describe('chooseStoreFolder', () => {
  it('takes the named folder as it is', () => {
    expect(chooseStoreFolder({ ...place, named: '/a/store' })).toBe('/a/store');
  });

  it.each([
    [{}, 'linux', '/home/p/.local/share/autosel/'],
    [{ XDG_DATA_HOME: '/x' }, 'linux', '/x/autosel/'],
    [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/p/.local/share/autosel/'],
    [{ AUTOSEL_STORE: '/big', XDG_DATA_HOME: '/x' }, 'linux', '/big/'],
    [{}, 'darwin', '/home/p/Library/Application Support/autosel/'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/autosel/'],
  ])('with %j on %s opens the path with %s', (env, platform, start) => {
    const folder = chooseStoreFolder({ ...place, env, platform });
    expect(folder).toBe(`${start}${storeName(place.gitDir)}`);
  });
});

describe('storeName', () => {
  it('names the repository and keeps two of one name apart', () => {
    expect(storeName('/a/linux/.git')).toMatch(/^linux-[0-9a-f]{12}$/);
    expect(storeName('/b/linux/.git')).not.toBe(storeName('/a/linux/.git'));
    expect(storeName('/b/linux.git')).toMatch(/^linux-/);
  });

  it.each(['/x/..git', '/x/-rf', '/x/Æ Ø/.git', '/x/\n.git', '/'])('makes a plain folder name of %j', (gitDir) => {
    expect(storeName(gitDir)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*-[0-9a-f]{12}$/);
  });
});
