import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, startCli, type CliEnd } from '../testing/cli.ts';
import { makeProject } from '../testing/project.ts';
import { makeFolder, makeRepo, type TestRepo } from '../testing/repo.ts';

let project: TestRepo;
let store = '';
const isRoot = process.getuid?.() === 0;

beforeAll(async () => {
  project = makeProject();
  store = join(dirname(project.dir), 'store');
  const { code, stderr } = await run('index');
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
afterAll(() => project.remove());

const run = (...args: readonly string[]) => runCli([...args, '--store', store], { cwd: project.dir });

/** One clear line on stderr, nothing on stdout, and the exit code. */
function expectRefusal({ code, stdout, stderr }: CliEnd, exitCode: number, says: RegExp): void {
  expect(stderr).toMatch(/^autosel: .*\n$/);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(code).toBe(exitCode);
}

describe('a wrong call', () => {
  it.each([
    [['selec'], /unknown command 'selec'.*select/],
    [['select', '--jsn', 'a..b'], /unknown option '--jsn'.*--json/],
    [['select'], /missing required argument 'range'; see autosel select --help$/m],
    [['cve', 'record'], /missing required argument 'cve'; see autosel cve record --help$/m],
    [['cve', 'pairs', '--vulnerabel', 'x'], /unknown option '--vulnerabel'.*see autosel cve pairs --help$/m],
    [['run', 'show'], /missing required argument 'run'; see autosel run show --help$/m],
    [
      ['status', 'now', 'then'],
      /status takes fewer arguments \(0\), and this was given: now, then; see autosel status --help$/m,
    ],
    [
      ['review', 'main', '--drop', '--by', 'A <a@b.c>', '--branch', 'stable-1.1'],
      /there is no branch "stable-1\.1" in this repository; did you mean stable-1\.0\?/,
    ],
    [['select', 'main', '--no-update', '--inbox', 'nowhere'], /nowhere does not exist: name a public-inbox/],
    [['cve', 'recrod'], /unknown command 'recrod'.*record.*see autosel cve --help$/m],
    [['backtest'], /'--since <date>' not specified; see autosel backtest --help$/m],
    [['panel', 'try', 'main'], /'--out <dir>' not specified; see autosel panel try --help$/m],
    [['select', 'nothing..main'], /unknown range "nothing\.\.main": "nothing" names no commit here/],
    [['select', '--upload-pack=touch x'], /unknown option/],
    [['select', 'main', '--threshold', 'high'], /--threshold "high" is no probability/],
    [['select', 'main', '--max', '0'], /--max "0" is no count/],
    [['select', 'main', '--max', '3', '--threshold', '0.5'], /exclude each other/],
    [['select', 'main', '--as-of', 'soon'], /--as-of "soon" is no date/],
    [['select', 'main', '--onto', 'stable-9'], /no stable branch "stable-9"; there are: stable-1\.0/],
    [['select', 'main', '--onto', '1.0'], /there are: .*; did you mean stable-1\.0\?/],
    [['select', 'stable-1.0~3..stable-1.0'], /none of the 3 commits .* is a non-merge commit of .*main/],
    [['explain', 'deadbeef'], /unknown commit "deadbeef"/],
    [['similar', 'deadbeef'], /unknown commit "deadbeef"/],
    [['backtest', '--since', '2020-02-01', '--until', '2020-01-01'], /--since must be before --until/],
    [['backtest', '--since', '1990-01-01', '--until', '1991-01-01'], /no commit of .*main lies between/],
    [['status', '--config', 'none.toml'], /cannot read the config file .*none\.toml: it does not exist/],
    [['index', '--mainline', 'trunk'], /trunk/],
    [['index', '--stable', 'nope-*'], /nope-\*/],
  ])('%j ends with 2 and says what is wrong', async (args, says) => {
    expectRefusal(await run(...args), 2, says);
  });

  it.each([
    [['main..main'], /"main\.\.main" holds no commits other than merges/],
    [
      ['main~3..main', '--as-of', '2090-01-01'],
      /no stable branch took anything in the half year before 2090-01-01T00:00:00Z/,
    ],
  ])('select %j answers and says why so little comes out', async (args, says) => {
    const { code, stderr } = await run('select', ...args);
    expect(stderr).toMatch(says);
    expect(code).toBe(0);
  });

  it('names a shell that there is not', async () => {
    const said = await runCli(['completion', 'tcsh'], { cwd: project.dir });
    expectRefusal(
      said,
      2,
      /tcsh is no shell: the choices are zsh, bash, fish, powershell; see autosel completion --help$/m,
    );
  });

  it('a config with an unknown key is named', async () => {
    const config = join(dirname(project.dir), 'wrong.toml');
    writeFileSync(config, 'mainlin = "main"\n');
    expectRefusal(
      await run('status', '--config', config),
      2,
      /wrong\.toml: there is no key "mainlin"; did you mean "mainline"/,
    );
  });

  it('a folder that holds other files is not written into', async () => {
    expectRefusal(
      await run('select', 'main~5..main', '--out', project.dir),
      2,
      /holds files that autosel did not write/,
    );
  });
});

describe('a repository that cannot be used', () => {
  it('is none at all', async () => {
    const cwd = makeFolder();
    expectRefusal(await runCli(['index'], { cwd }), 2, /is not in a git repository/);
    rmSync(cwd, { recursive: true });
  });

  it('is empty', async () => {
    using repo = makeRepo();
    expectRefusal(await runCli(['index'], { cwd: repo.dir }), 2, /has no commit|empty/);
  });

  it('has no stable branch', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'one', files: { a: '1' } });
    expectRefusal(await runCli(['index'], { cwd: repo.dir }), 2, /no stable branch found: name them with --stable/);
  });
});

describe('a store that cannot be used', () => {
  const copy = (name: string): string => {
    const folder = join(dirname(project.dir), name);
    mkdirSync(folder);
    for (const file of ['autosel.sqlite', 'search.bin'])
      writeFileSync(join(folder, file), readFileSync(join(store, file)));
    return folder;
  };
  const runOn = (folder: string, ...args: readonly string[]) =>
    runCli([...args, '--store', folder], { cwd: project.dir });

  it('holds nothing yet, and may not be filled', async () => {
    const empty = join(dirname(project.dir), 'empty');
    expectRefusal(
      await runOn(empty, 'select', 'main', '--no-update'),
      2,
      /nothing is indexed yet in .*empty: run autosel index/,
    );
  });

  it('is corrupted', async () => {
    const folder = copy('corrupted');
    truncateSync(join(folder, 'autosel.sqlite'), 5000);
    expectRefusal(await runOn(folder, 'select', 'main'), 1, /is damaged .*autosel index --rebuild/);
  });

  it('has a damaged search index: it is made anew, or said so where it may not be', async () => {
    const folder = copy('search');
    truncateSync(join(folder, 'search.bin'), 5000);
    expectRefusal(await runOn(folder, 'similar', 'main', '--no-update'), 1, /autosel index/);
    const { code, stdout } = await runOn(folder, 'similar', 'main~3');
    expect(code).toBe(0);
    expect(stdout).toBe((await run('similar', 'main~3')).stdout);
  });

  it('is of a newer version', async () => {
    const folder = copy('newer');
    const database = new DatabaseSync(join(folder, 'autosel.sqlite'));
    database.exec('pragma user_version = 99');
    database.close();
    expectRefusal(await runOn(folder, 'select', 'main'), 2, /has format 99, this autosel knows up to/);
  });

  it('is of another repository: what cannot be made anew is named, and never thrown away or mixed', async () => {
    using other = makeRepo();
    other.commit({ message: 'one', files: { a: '1' } });
    const folder = copy('foreign');
    const call = (...args: readonly string[]) => runCli([...args, '--store', folder], { cwd: other.dir });
    expectRefusal(await call('select', 'main'), 2, /--rebuild; it holds nothing that cannot be made anew$/m);
    mkdirSync(join(folder, 'reviews'));
    writeFileSync(join(folder, 'reviews/ledger.sqlite'), 'x');
    const named = /name another folder with --store.* reviews \(what people said about proposals\) of that repository/;
    const refused = await call('select', 'main');
    expectRefusal(refused, 2, named);
    expect(refused.stderr).not.toContain('--rebuild');
    expectRefusal(await call('index', '--rebuild'), 2, /nothing was rebuilt: .*would be taken for this one's/);
    expect(readFileSync(join(folder, 'autosel.sqlite'))).toEqual(readFileSync(join(store, 'autosel.sqlite')));
  });

  it('is a file', async () => {
    const file = join(dirname(project.dir), 'file');
    writeFileSync(file, '');
    expectRefusal(await runOn(file, 'index'), 2, /file/);
  });

  it.skipIf(isRoot)(
    'is read-only: it answers from what it holds and says so (root may write anywhere: skipped)',
    async () => {
      const folder = copy('readonly');
      chmodSync(folder, 0o500);
      const { code, stderr } = await runOn(folder, 'select', 'main~5..main');
      chmodSync(folder, 0o700);
      expect(stderr).toMatch(/^autosel: the index cannot be written to; answering from what it holds\n$/);
      expect(code).toBe(0);
    },
  );

  it.skipIf(!existsSync('/dev/full'))('is on a full disk', async () => {
    const { code, stderr } = await runOn('/dev/full', 'index');
    expect(stderr).toMatch(/^autosel: .*\n$/);
    expect([1, 2]).toContain(code);
  });
});

describe('an end that is no error', () => {
  it('is a reader of stdout that goes away', async () => {
    const { child, ended } = startCli(['select', 'main~60..main', '--json', '--store', store], { cwd: project.dir });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('is Ctrl-C: it says what is kept and that the same command goes on', async () => {
    const folder = join(dirname(project.dir), 'stopped');
    const { child, ended } = startCli(['index', '--store', folder], { cwd: project.dir });
    while (!existsSync(join(folder, 'writer.lock'))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(stderr).toMatch(/autosel: stopped; finished steps are kept: the same command goes on from there\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(130);
  });
});
