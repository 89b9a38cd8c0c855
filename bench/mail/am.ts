import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Repository } from '../../src/git/index.ts';
import { renderMbox } from '../../src/mail/index.ts';

export interface Applied {
  readonly failed: string | undefined;
  readonly commit: string;
  readonly tree: string;
}

export interface Am {
  git(args: readonly string[], input?: Buffer): string;
  /** A work tree without files: git takes what a patch touches out of the index. */
  apply(onto: string, mail: Buffer): Applied;
  close(): void;
}

/** Close it. */
export function makeAm(repository: Repository): Am {
  const dir = mkdtempSync(join(tmpdir(), 'autosel-bench-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
    GIT_COMMITTER_NAME: 'b',
    GIT_COMMITTER_EMAIL: 'b@example.org',
  };
  const git: Am['git'] = (args, input) =>
    execFileSync('git', args, {
      cwd: dir,
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input && { input }),
    }).trim();
  git(['init', '-q', '.']);
  mkdirSync(join(dir, '.git', 'objects', 'info'), { recursive: true });
  writeFileSync(join(dir, '.git', 'objects', 'info', 'alternates'), `${resolve(repository.gitDir, 'objects')}\n`);
  const sweep = (): void => {
    for (const name of readdirSync(dir)) if (name !== '.git') rmSync(join(dir, name), { recursive: true, force: true });
    rmSync(join(dir, '.git', 'rebase-apply'), { recursive: true, force: true });
  };
  return {
    git,
    apply: (onto, mail) => {
      sweep();
      git(['update-ref', '--no-deref', 'HEAD', onto]);
      git(['read-tree', onto]);
      const { status, stderr } = spawnSync('git', ['am', '--quiet'], {
        cwd: dir,
        env,
        input: renderMbox([mail]),
        encoding: 'utf8',
      });
      return {
        failed: status === 0 ? undefined : stderr.slice(0, 300),
        commit: git(['rev-parse', 'HEAD']),
        tree: git(['rev-parse', 'HEAD^{tree}']),
      };
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
