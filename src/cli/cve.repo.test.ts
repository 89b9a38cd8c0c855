import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sha } from '../git/index.ts';
import { startCli } from '../testing/cli.ts';
import { makeProject } from '../testing/project.ts';
import type { TestRepo } from '../testing/repo.ts';
import { runProgram } from './program.ts';

/** One call in this process: dozens of processes would take a minute. */
async function call(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const take = (name: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: false,
      write: (text: string, _, done) => {
        said[name] += text;
        done();
      },
    });
  const code = await runProgram(args, {
    version: '0',
    terminal: {
      ...{ stdout: take('stdout'), stderr: take('stderr'), env: { PATH: process.env['PATH'] }, cwd: folder },
      ...{ columns: undefined, errorColumns: undefined, signal: new AbortController().signal },
    },
  });
  return { code, ...said };
}

let repo: TestRepo;
let folder = '';
let bug: Sha;
let fix: Sha;
let backport: Sha;

/** A fault of v1.2, mended in v1.3 and, by a copy, in v1.2.1. */
beforeAll(async () => {
  repo = makeProject();
  folder = join(dirname(repo.dir), 'vulns');
  mkdirSync(join(folder, 'cve/reserved'), { recursive: true });
  bug = repo.commit({
    message: 'net: keep a list\n\nA list of what is open.\n',
    files: { 'net/list.c': 'int keep(void);\n' },
  });
  repo.tag('v1.2', 'a release');
  const message = `net: forget what is closed\n\nA closed entry was used after it was freed.\n\nFixes: ${bug.slice(0, 12)} ("net: keep a list")\nSigned-off-by: A <a@example.org>\n`;
  repo.branch('stable-1.2', 'v1.2');
  repo.branch('main');
  fix = repo.commit({ message, files: { 'net/list.c': 'int keep(void);\nint forget(void);\n' } });
  repo.tag('v1.3', 'a release');
  repo.branch('stable-1.2');
  backport = repo.commit({
    message: `${message}\n(cherry picked from commit ${fix})\n`,
    files: { 'net/list.c': 'int keep(void);\nint forget(void);\n' },
  });
  for (let at = 0; at < 4; at++)
    repo.commit({ message: `net: small thing ${at}\n\n(cherry picked from commit ${repo.id(`main~${at + 4}`)})\n` });
  repo.branch('main');
  await cve('reserve', 'CVE-2020-1000..CVE-2020-1003');
});
afterAll(() => repo.remove());

const place = () => ['--repo', repo.dir, '--store', join(dirname(repo.dir), 'store'), '--folder', folder];
const cve = (...args: string[]) => call(['cve', ...args, ...place(), '--quiet']);
/** Of commands that need no repository. */
const ask = (...args: string[]) => call(['cve', ...args, '--folder', folder]);
const read = (name: string): string => readFileSync(join(folder, 'cve', name), 'utf8');
const has = (name: string): boolean => existsSync(join(folder, 'cve', name));

describe('a folder of CVEs', () => {
  it('keeps an id once', async () => {
    expect(has('reserved/2020/CVE-2020-1003')).toBe(true);
    const again = await ask('reserve', 'CVE-2020-1003');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('CVE-2020-1003 is reserved already')]);
    expect((await ask('reserve', 'CVE-2020-1..CVE-2021-9')).stderr).toContain('no CVE id');
  });

  it('publishes nothing under a placeholder for an organisation', async () => {
    const { code, stderr } = await cve('publish', fix, '--template', 'xen');
    expect([code, stderr]).toEqual([2, expect.stringContaining('set organisation.id in a copy of the template')]);
    expect(has('reserved/2020/CVE-2020-1000')).toBe(true);
  });

  it('publishes nothing in the name of an organisation that nobody named', async () => {
    const { code, stderr } = await cve('publish', fix);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nobody says whose CVEs these are')]);
    expect(has('reserved/2020/CVE-2020-1000')).toBe(true);
  });

  it('publishes a fix under the lowest id of its year', async () => {
    const { code, stdout, stderr } = await cve('publish', fix, '--template', 'linux');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('CVE-2020-1000: net: forget what is closed');
    expect(has('reserved/2020/CVE-2020-1000')).toBe(false);
    expect(read('published/2020/CVE-2020-1000.sha1')).toBe(`${fix}\n`);
    expect(read('published/2020/CVE-2020-1000.dyad')).toContain(`\n1.2:${bug}:1.3:${fix}\n`);
    expect(read('published/2020/CVE-2020-1000.mbox')).toContain(
      `Issue introduced in 1.2 with commit ${bug} and fixed in 1.3 with commit ${fix}`,
    );
    const { cna } = JSON.parse(read('published/2020/CVE-2020-1000.json')).containers;
    expect(cna.descriptions[0].value).toMatch(
      /net: forget what is closed\n\nA closed entry was used after it was freed\.$/,
    );
    expect(cna.affected[0].programFiles).toEqual(['net/list.c']);
  });

  it('gives no second CVE to the fix, nor to a copy of it', async () => {
    for (const commit of [fix, backport]) {
      const { code, stderr } = await cve('publish', commit, '--no-update');
      expect([code, stderr]).toEqual([2, expect.stringContaining('CVE-2020-1000 already')]);
    }
    expect(has('reserved/2020/CVE-2020-1001')).toBe(true);
  });

  it('updates a record when a branch got the fix, and shows it first', async () => {
    repo.git(['tag', '-a', '-m', 'x', 'v1.2.1', backport]);
    const before = read('published/2020/CVE-2020-1000.json');
    const dry = await cve('update', '--dry-run', '--diff');
    expect(dry.stdout).toContain(`+1.2:${bug}:1.2.1:${backport}`);
    expect(dry.stdout).toContain('1 would change, 0 stay as they are, 0 left.');
    expect(read('published/2020/CVE-2020-1000.json')).toBe(before);
    const { stdout } = await cve('update');
    expect(stdout).toBe(`CVE-2020-1000\n  +1.2:${bug}:1.2.1:${backport}\n1 changed, 0 stay as they are, 0 left.\n`);
    expect((await cve('update')).stdout).toBe('0 changed, 1 stay as they are, 0 left.\n');
  });

  it('prints what it has, byte for byte', async () => {
    for (const [command, ending] of [
      ['record', 'json'],
      ['announce', 'mbox'],
    ])
      expect((await ask(command, 'CVE-2020-1000')).stdout).toBe(read(`published/2020/CVE-2020-1000.${ending}`));
  });

  it('is searched by any copy, and says what is in no CVE', async () => {
    const { code, stdout } = await ask('search', backport.slice(0, 8), 'cve-2020-1000', '--json');
    expect(code).toBe(0);
    const [byCopy, byId] = JSON.parse(stdout);
    expect(byCopy.hits).toMatchObject([{ id: 'CVE-2020-1000', role: 'backport', version: '1.2.1', commit: backport }]);
    expect(byId.hits.map(({ role }: { role: string }) => role)).toEqual(['fix', 'backport', 'introduced']);
    expect(await ask('search', 'ffffffffffff')).toMatchObject({ code: 3, stdout: expect.stringContaining('no CVE') });
    const reserved = await ask('search', 'cve-2020-1003');
    expect([reserved.code, reserved.stdout]).toEqual([0, expect.stringMatching(/CVE-2020-1003 +reserved/)]);
    expect(await ask('search', 'CVE-2020-9999')).toMatchObject({ code: 3, stdout: expect.stringContaining('no CVE') });
    expect(await ask('search', 'xyz')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('neither a commit id'),
    });
  });

  it('tells what a release has and what it fixes, from pairs or from the repository', async () => {
    expect((await ask('open', '1.2')).stdout).toContain('1 CVE is open in 1.2.');
    expect((await ask('open', 'v1.2.1')).stdout).toContain('0 CVEs are open');
    expect((await cve('open', 'v1.2~0')).stdout).toContain('CVE-2020-1000  1.2');
    expect((await cve('open', 'v1.2^')).stdout).toContain('0 CVEs are open');
    expect((await cve('open', 'stable-1.2')).stdout).toContain('0 CVEs are open');
    expect((await ask('fixed', '1.2.1')).stdout).toContain('CVE-2020-1000  1.2.1');
    expect((await ask('fixed', '1.2..1.3')).stdout).toContain('CVE-2020-1000  1.3');
    repo.git(['tag', 'v1.4-rc1', 'main']);
    expect((await cve('open', 'v1.4-rc1')).stdout).toContain('0 CVEs are open in v1.4-rc1');
    expect((await ask('fixed', '1.3-rc1')).stderr).toContain('autosel cve open takes the tag of a candidate');
  });

  it('is found by the config, and so is the template of its organisation', async () => {
    const store = join(dirname(repo.dir), 'own-store');
    mkdirSync(store);
    const file = join(store, 'config.toml');
    const callHere = (...args: string[]) => call(['cve', ...args, '--repo', repo.dir, '--store', store]);
    writeFileSync(file, `[cve]\nfolder = "../vulns"\n`);
    expect((await callHere('stats')).stdout).toContain('2020');
    expect((await callHere('open', '1.2')).stdout).toContain('1 CVE is open in 1.2.');
    expect((await callHere('search', fix)).stdout).toContain('CVE-2020-1000');
    expect((await callHere('reject', 'CVE-2020-1003', '--json')).stdout).toContain(
      'f4215fc3-5b6b-47ff-a258-f7189bd81038',
    );
    writeFileSync(file, `[cve]\nfolder = "../vulns"\ntemplate = "dpdk"\n`);
    expect((await callHere('reject', 'CVE-2020-1002', '--json')).stdout).toContain(
      '53f830b8-0a3f-465b-8143-3b8a9948e749',
    );
    expect((await callHere('record', 'CVE-2020-1000', '--template', 'linux')).stdout).toContain('f4215fc3');
    writeFileSync(file, '[cve]\nfolder = "nowhere"\n');
    expect(await callHere('stats')).toMatchObject({ code: 2, stderr: expect.stringContaining(join(store, 'nowhere')) });
    expect((await callHere('stats', '--folder', folder)).code).toBe(0);
  });

  it('knows what a tree took under ids of its own, and took back', async () => {
    repo.branch('vendor', 'v1.2');
    expect((await cve('open', 'vendor')).stdout).toContain('CVE-2020-1000  1.2');
    const copy = repo.commit({ message: `UPSTREAM: net: forget\n\n(cherry picked from commit ${fix})\n` });
    expect((await cve('open', 'vendor')).stdout).toContain('0 CVEs are open');
    repo.commit({ message: `Revert "UPSTREAM: net: forget"\n\nThis reverts commit ${copy}.\n` });
    expect((await cve('open', 'vendor')).stdout).toContain('CVE-2020-1000  1.2');
    repo.branch('main');
  });

  it('leaves a CVE alone whose fixes the repository does not have', async () => {
    const dyad = read('published/2020/CVE-2020-1000.dyad');
    const foreign = `${dyad}1.2:${bug}:1.1.9:${'d'.repeat(40)}\n`;
    writeFileSync(join(folder, 'cve/published/2020/CVE-2020-1000.dyad'), foreign);
    const { code, stdout } = await cve('update', '--no-update');
    expect([code, stdout]).toEqual([
      3,
      expect.stringContaining('no release with dddddddddddd, the fix in 1.1.9: fetch'),
    ]);
    expect(read('published/2020/CVE-2020-1000.dyad')).toBe(foreign);
    writeFileSync(join(folder, 'cve/published/2020/CVE-2020-1000.dyad'), dyad);
  });

  it('lets one of two who publish at once go on, and tells the other', async () => {
    const starts = ['CVE-2020-1500..CVE-2020-1599', 'CVE-2020-1500..CVE-2020-1599'].map(
      (ids) => startCli(['cve', 'reserve', ids, '--folder', folder], { cwd: folder }).ended,
    );
    const ends = await Promise.all(starts);
    expect(ends.map(({ code }) => code).filter((code) => code === 0)).toHaveLength(1);
    expect(ends.map(({ stderr }) => stderr).join('')).toMatch(/somebody else is changing|is reserved already/);
  });

  it('takes a CVE back for good', async () => {
    const { stdout } = await ask('reject', 'CVE-2020-1000', '--reason', 'Not a fault.');
    expect(stdout).toContain(
      'was published and is rejected now; the mail that says so is rejected/2020/CVE-2020-1000.mbox.rejected',
    );
    expect(has('published/2020/CVE-2020-1000.json')).toBe(false);
    expect(read('rejected/2020/CVE-2020-1000.mbox.rejected')).toContain(
      'Subject: REJECTED: CVE-2020-1000: net: forget what is closed\n',
    );
    expect((await ask('reject', 'CVE-2020-1000')).stderr).toContain('is rejected already');
    expect((await ask('reserve', 'CVE-2020-1000')).stderr).toContain('is rejected already');
    expect((await cve('publish', fix, '--id', 'CVE-2020-1000', '--no-update')).stderr).toContain('only a reserved id');
    const stats = JSON.parse((await ask('stats', '--json')).stdout);
    expect(stats.years).toEqual([{ year: '2020', reserved: 101, published: 0, rejected: 3 }]);
  });
});

describe('the guide to a folder of your own', () => {
  it('works as it is typed', () => {
    const guide = readFileSync(new URL('../../docs/operator.md', import.meta.url), 'utf8')
      .split('### A folder of your own')[1]
      .split('\n## ')[0]
      .replaceAll('2026', '2020');
    const blocks = [...guide.matchAll(/^```(sh|toml)\n([^]*?)^```$/gm)];
    expect(blocks.map(([, kind]) => kind)).toEqual(['sh', 'toml', 'sh']);
    const [begin, config, rest] = blocks.map(([, , text]) => text);
    const home = join(dirname(repo.dir), 'guide');
    mkdirSync(join(home, 'repo'), { recursive: true });
    repo.git(['worktree', 'add', '-q', '--detach', join(home, 'repo'), 'main']);
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const script = [
      'set -e',
      `autosel() { "${process.execPath}" "${main}" "$@"; }`,
      'git() { test -s "$2"; }',
      begin,
      `cat >> "$XDG_DATA_HOME"/autosel/*/config.toml <<'EOF'\n${config.replaceAll('/srv/', `${home}/`)}\nEOF`,
      rest,
    ].join('\n');
    const env = { PATH: process.env['PATH'], HOME: home, XDG_DATA_HOME: home, FIX: fix };
    const said = execFileSync('bash', ['-c', script], {
      cwd: join(home, 'repo'),
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toMatch(/10 ids reserved.*CVSS 3\.1: 5\.5 MEDIUM.*CVE-2020-1000: net: forget what is closed/s);
    expect(readFileSync(join(home, 'vulns/cve/published/2020/CVE-2020-1000.json'), 'utf8')).toContain('"DPDK"');
  });
});

describe('a score', () => {
  const vector = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H';
  const reasons = ['AV:L', 'AC:L', 'PR:L', 'UI:N', 'S:U', 'C:H', 'I:H', 'A:H']
    .map((each) => `${each} - so.\n`)
    .join('');
  const score = (...args: string[]) => call(['cve', 'score', ...args, '--repo', dirname(folder)]);
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('goes into a file in the name of an organisation that somebody named, and of no other', async () => {
    const file = write('reasons.txt', reasons);
    expect((await score(vector, '--rationale', file)).stdout).toContain('The reasons agree with the vector.');
    const nobody = await score(vector, '--rationale', file, '--cvss');
    expect(nobody).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('nobody says who that is') });
    const { stdout } = await score(vector, '--rationale', file, '--cvss', '--template', 'dpdk');
    expect(stdout).toMatch(/^53f830b8-0a3f-465b-8143-3b8a9948e749 CVSS:3\.1/);
    expect((await score(write('a.cvss', stdout), '--cvss')).stdout).toBe(stdout);
    const placeholder = await score(vector, '--rationale', file, '--cvss', '--template', 'xen');
    expect(placeholder).toMatchObject({ code: 2, stderr: expect.stringContaining('is a placeholder') });
    const config = write('own.toml', '[cve]\ntemplate = "dpdk"\n');
    expect((await score(vector, '--rationale', file, '--cvss', '--config', config)).stdout).toBe(stdout);
  });

  it('says which file is wrong, and where', async () => {
    const head = `53f830b8-0a3f-465b-8143-3b8a9948e749 ${vector}`;
    for (const [text, said] of [
      [
        `${head}\n\n${reasons.replace('AV:L - so', 'AV:N - so')}`,
        'the reasons of {}: entry 1 is AV:N, the vector says AV:L',
      ],
      [`${head}\nAV:L - so\n`, 'line 2 of {}: it must be empty'],
      ['', 'line 1 of {}: '],
      [`${head.replace('AV:L', 'AV:Q')}\n\n${reasons}`, 'line 1 of {}: '],
    ]) {
      const file = write('wrong.cvss', text);
      const { code, stderr } = await score(file);
      expect([code, stderr]).toEqual([2, expect.stringContaining(said.replace('{}', file))]);
    }
  });
});
