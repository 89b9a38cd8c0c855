import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../evidence/index.ts';
import { runCli } from '../../testing/cli.ts';
import { PATCH_TEXT, writeMbox } from '../../testing/mails.ts';
import { makeProject } from '../../testing/project.ts';

const project = makeProject();
afterAll(() => project.remove());

const cwd = project.dir;
const inbox = join(cwd, '..', 'list.mbox');
const fix = project.git(['log', '-1', '--format=%H', '--grep=fix a leak', 'main']);
const subject = project.git(['log', '-1', '--format=%s', fix]);

/** 2020-01-03: within the days of the project's commits, before the one that is asked about. */
const posted = '2020-01-03 00:00';
writeFileSync(
  inbox,
  writeMbox([
    {
      id: 'p@x',
      subject: `[PATCH v2] ${subject}`,
      text: PATCH_TEXT,
      from: 'Test Person <person@example.org>',
      at: posted,
    },
    {
      id: 'r@x',
      subject: `Re: [PATCH v2] ${subject}`,
      answers: 'p@x',
      text: 'NAK, wrong lock.\n',
      from: 'Bob <bob@example.org>',
      at: posted,
    },
    {
      id: 'late@x',
      subject: `Re: [PATCH v2] ${subject}`,
      answers: 'p@x',
      text: 'Please revert it.\n',
      at: '2030-01-01 00:00',
    },
  ]),
);

const storeOf = (name: string): string => join(cwd, '..', name);
const call = (name: string, ...args: readonly string[]) => runCli([...args, '--store', storeOf(name)], { cwd });

async function explain(name: string, ...more: readonly string[]): Promise<readonly Fact[]> {
  const { code, stdout, stderr } = await call(name, 'explain', fix, '--json', ...more);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return (JSON.parse(stdout) as { commit: { facts: Fact[] } }).commit.facts.filter(({ kind }) => kind === 'discussion');
}

describe('list mail', () => {
  it('is asked where an archive is named, and what was said later is not there', async () => {
    expect(await explain('a')).toEqual([]);
    expect(await explain('a', '--inbox', inbox)).toEqual([
      {
        id: 'discussion-1',
        kind: 'discussion',
        topic: 'nak',
        says: 'Objected to on the list: Bob on 2020-01-03: "NAK, wrong lock." (mail found by its subject and author).',
        quote: 'NAK, wrong lock.',
        source: '<r@x>',
        weighs: 'against',
      },
    ]);
  });

  it('is read by index and told among its steps; select gives the same facts', async () => {
    const { stdout } = await call('b', 'index', '--inbox', inbox);
    expect(stdout).toContain('3 mails added, 3 in all');
    expect((await call('b', 'index', '--inbox', inbox)).stdout).toContain('3 mails, none new');
    const { stdout: json } = await call('b', 'select', fix, '--json', '--no-update', '--inbox', inbox);
    const selection = JSON.parse(json) as { commits: readonly { facts: readonly Fact[] }[] };
    expect(selection.commits[0]?.facts.map(({ id }) => id)).toContain('discussion-1');
    expect((await call('b', 'index', '--rebuild', '--inbox', inbox)).stdout).toContain('3 mails added, 3 in all');
  });

  it('that is not there is a wrong call; that was never read is said', async () => {
    expect(await call('b', 'explain', fix, '--inbox', 'nowhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('does not exist'),
    });
    await call('c', 'index');
    const { code, stderr } = await call('c', 'explain', fix, '--no-update', '--inbox', inbox);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('no list mail is indexed yet') });
  });

  it('may be named by the config of the store, and not by one that came with a clone', async () => {
    writeFileSync(join(storeOf('b'), 'config.toml'), 'inbox = ["../list.mbox"]\n');
    expect(await explain('b')).toHaveLength(1);
    writeFileSync(join(cwd, 'autosel.toml'), 'inbox = ["../list.mbox"]\n');
    expect(await call('b', 'explain', fix)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('inbox is only allowed'),
    });
  });
});
