import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMaintainers, parseMaintainers } from '../../src/evidence/index.ts';
import { openRepository, parsePatch } from '../../src/git/index.ts';
import { findKeepers } from '../../src/mail/index.ts';

interface Difference {
  readonly commit: string;
  readonly paths: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** One list of maintainers, read by both; the patches may be of any year. */
export async function benchKeepers([count = '', dir = '', range = '', tree = '']: readonly string[]): Promise<object> {
  const index = compileMaintainers(parseMaintainers(readFileSync(join(tree, 'MAINTAINERS'), 'utf8')));
  const repository = await openRepository(dir);
  const different: Difference[] = [];
  let [compared, addresses] = [0, 0];
  try {
    const all = await repository.range(range);
    const step = Math.max(1, all.length / Number(count));
    for (let at = 0; at < all.length && compared < Number(count); at += step) {
      const sha = all[Math.floor(at)];
      const patch = await repository.mailPatch(sha);
      const parsed = parsePatch(patch);
      if (parsed.files.length === 0) continue;
      const theirs = askScript(tree, patch);
      const ours = findKeepers(index, parsed).map(({ email }) => email.toLowerCase());
      compared += 1;
      addresses += theirs.length;
      const missing = theirs.filter((email) => !ours.includes(email));
      const extra = ours.filter((email) => !theirs.includes(email));
      const paths = parsed.files.map(({ newPath, oldPath }) => newPath ?? oldPath ?? '');
      if (missing.length + extra.length > 0) different.push({ commit: sha.slice(0, 12), paths, missing, extra });
    }
  } finally {
    await repository.close();
  }
  return { compared, addresses, equal: compared - different.length, different };
}

function askScript(tree: string, patch: Buffer): string[] {
  const args = ['scripts/get_maintainer.pl', '--nogit', '--nogit-fallback', '--norolestats'];
  const { status, stdout, stderr } = spawnSync('perl', args, { cwd: tree, input: patch, encoding: 'utf8' });
  if (status !== 0) throw new Error(`get_maintainer.pl failed: ${stderr.slice(0, 300)}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (/<([^<>]+)>/.exec(line)?.[1] ?? line).trim().toLowerCase());
}
