import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/cli.ts';
import { makeProject } from '../testing/project.ts';

const project = makeProject();
const folder = mkdtempSync(join(tmpdir(), 'autosel-unread-'));
const broken = project.id('main~3');
const whole = project.id('main~10');

const run = (...args: readonly string[]) => runCli([...args, '--store', join(folder, 'store')], { cwd: project.dir });

beforeAll(() => {
  const file = project.git(['diff-tree', '--no-commit-id', '--name-only', '-r', broken]);
  const blob = project.git(['rev-parse', `${broken}:${file}`]);
  rmSync(join(project.dir, '.git/objects', blob.slice(0, 2), blob.slice(2)));
});
afterAll(() => {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('index ends well where patches are missing, and one note says how many and why', async () => {
  const { code, stdout, stderr } = await run('index');
  expect(code).toBe(0);
  expect(stderr.match(/^autosel: .*$/gm)).toEqual([
    expect.stringMatching(
      /^autosel: 1 commit could not be read with its patch \(for example: .*[0-9a-f]{40}.*\); its message is indexed$/,
    ),
  ]);
  expect(stdout).not.toContain('could not be read');
  expect((await run('index', '--quiet')).stderr).toBe('');
});

test.each([['status'], ['similar', broken, '--no-update'], ['explain', whole, '--no-update']])(
  '%s ends well on that index',
  async (...args) => {
    expect(await run(...args)).toMatchObject({ code: 0, stderr: '' });
  },
);

test.each([
  ['select', 'main~5..main'],
  ['explain', broken],
])('%s of a commit that could not be judged ends with 3', async (...args) => {
  expect((await run(...args, '--no-update')).code).toBe(3);
});

test('select of a range that was read whole ends well', async () => {
  expect((await run('select', 'main~12..main~6', '--no-update')).code).toBe(0);
});
