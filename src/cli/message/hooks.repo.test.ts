import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMessageProject, type MessageProject } from '../../testing/message-project.ts';
import { runProgram } from '../program.ts';

let project: MessageProject;
beforeAll(async () => {
  project = await makeMessageProject(runProgram);
}, 180_000);
afterAll(() => project.repo.remove());

describe('the hooks', () => {
  const install = (name: string, line: string): void => {
    const file = join(project.repo.dir, '.git/hooks', name);
    writeFileSync(file, `#!/bin/sh\n${line}\n`);
    chmodSync(file, 0o755);
  };
  const autosel = `AUTOSEL_STORE=stores exec '${process.execPath}' '${join(import.meta.dirname, '../main.ts')}' message`;
  const commit = (...args: readonly string[]): { readonly code: number; readonly said: string } => {
    try {
      execFileSync('git', ['commit', ...args], {
        cwd: project.repo.dir,
        env: {
          PATH: process.env['PATH'],
          HOME: dirname(project.repo.dir),
          GIT_EDITOR: 'cat "$1" > "$SEEN"; true',
          SEEN: join(dirname(project.repo.dir), 'seen'),
        },
        stdio: 'pipe',
      });
      return { code: 0, said: '' };
    } catch (error) {
      return { code: 1, said: String((error as { stderr?: Buffer }).stderr) };
    }
  };

  it('commit-msg stops an error, says why, and lets a good message pass', () => {
    install('commit-msg', `${autosel} --hook commit-msg "$1"`);
    project.stageFix();
    const refused = commit('-m', 'net/alpha: Use a larger ring\n\nThe port fails with the small one.');
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('signed-off-missing') });
    expect(commit('-s', '-m', 'net/alpha: Use a larger ring\n\nThe port fails with the small one.')).toEqual({
      code: 0,
      said: '',
    });
    execFileSync('rm', [join(project.repo.dir, '.git/hooks/commit-msg')]);
    project.repo.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  }, 300_000);

  it('commit-msg leaves it to git to say that a commit was given up', () => {
    install('commit-msg', `${autosel} --hook commit-msg "$1"`);
    project.stageFix();
    const silent = (said: string): unknown => ({
      code: 1,
      said: expect.stringMatching(new RegExp(`^Abort[^\\n]*${said}[^\\n]*\\n$`)),
    });
    expect(commit()).toEqual(silent('empty commit message'));
    expect(commit('-s')).toEqual(silent('empty commit message'));
    expect(commit('--fixup', 'HEAD')).toEqual({ code: 0, said: '' });
    project.repo.git(['reset', '--quiet', '--soft', 'HEAD~1']);
    const template = project.write('net/alpha: \n\nwhy?\n', 'template');
    project.repo.git(['config', 'commit.template', template]);
    expect(commit()).toEqual(silent('did not edit the message'));
    project.repo.git(['config', '--unset', 'commit.template']);
    execFileSync('rm', [join(project.repo.dir, '.git/hooks/commit-msg')]);
    project.unstage();
  }, 300_000);

  it('prepare-commit-msg tells the person who edits, in comments alone', () => {
    install('prepare-commit-msg', `${autosel} --hook prepare-commit-msg "$@"`);
    project.stageFix();
    commit('-e', '--allow-empty-message');
    const seen = readFileSync(join(dirname(project.repo.dir), 'seen'), 'utf8');
    expect(seen).toContain('# autosel: subjects have at most');
    expect(seen).toContain(`# autosel: if this is a fix, the lines are from: Fixes: ${project.leak.slice(0, 12)}`);
    expect(seen.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
    execFileSync('rm', [join(project.repo.dir, '.git/hooks/prepare-commit-msg')]);
    project.repo.git(['reset', '--quiet', '--hard', project.leak]);
  }, 300_000);
});
