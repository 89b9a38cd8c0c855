import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepo } from '../../testing/repo.ts';
import type { TestRepo } from '../../testing/repo.ts';
import { runGitResolve } from './run-call.ts';

let repo: TestRepo;
let other: TestRepo;
let folder: string;
const ids: Record<string, string> = {};
const LEAK = 'net: fix leak of a buffer in the driver';
const CRASH = 'fs: fix crash when the disk goes away';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  repo = makeRepo();
  other = makeRepo();
  const commit = (name: string, message: string): void => void (ids[name] = repo.commit({ message }));
  commit('leak', `${LEAK}\n`);
  commit('crash', `${CRASH}\n`);
  commit('twin', 'doc: update the pages of the manual\n');
  commit('twin2', 'doc: update the pages of the manual\n');
  commit('named', `x: good\n\nFixes: ${ids['leak']?.slice(0, 12)} ("${LEAK}")\n`);
  commit('bad', `x: bad\n\nText.\n\nFixes: 00000000ffff ("${LEAK}")\n`);
  repo.branch('stable-1.0', ids['leak']);
  commit('copy', `${CRASH}\n\n[ upstream commit ${ids['crash']} ]\n`);
  repo.branch('main');
  ids['far'] = other.commit({ message: 'far: a commit of another project\n' });
});

afterAll(() => {
  repo.remove();
  other.remove();
  rmSync(folder, { recursive: true, force: true });
});

const short = (name: string): string => (ids[name] ?? '').slice(0, 12);

async function call(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const code = await runGitResolve(['--repo', repo.dir, '--store', join(folder, 'store'), ...args], {
    write: (text) => void (seen.out += text.toString()),
    note: (text) => void (seen.err += `${text}\n`),
    input: async function* () {
      yield input;
    },
    env: {},
  });
  return { code, ...seen };
}

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Line {
  readonly worth: string;
  readonly should_be: string | null;
  readonly sure: boolean;
}

async function check(text: string, more: readonly string[] = []): Promise<readonly Line[]> {
  const { out } = await call(['--check', '--json', ...more, '-'], `title: of it\n\n${text}\n`);
  return out.trim() === ''
    ? []
    : out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
}

describe('--check', () => {
  test('a reference with its own subject is right', async () => {
    expect(await check(`Fixes: ${short('leak')} ("${LEAK}")`)).toMatchObject([{ worth: 'right', should_be: null }]);
  });

  test('a missing id with the subject of one commit is wrong, and that one is named', async () => {
    expect(await check(`Fixes: 00000000ffff ("${LEAK}")`)).toMatchObject([
      { worth: 'wrong', sure: true, should_be: `${short('leak')} ("${LEAK}")` },
    ]);
  });

  test('an id that contradicts its subject is wrong, and not sure', async () => {
    expect(await check(`Fixes: ${short('crash')} ("${LEAK}")`)).toMatchObject([{ worth: 'wrong', sure: false }]);
  });

  test('a Fixes line of mainline that names a stable copy should name the original', async () => {
    expect(await check(`Fixes: ${short('copy')} ("${CRASH}")`)).toMatchObject([
      { worth: 'wrong', should_be: `${short('crash')} ("${CRASH}")` },
    ]);
  });

  test('a missing id whose subject two commits have is ambiguous', async () => {
    const found = await check('Fixes: 00000000ffff ("doc: update the pages of the manual")');
    expect(found).toMatchObject([{ worth: 'ambiguous', should_be: null }]);
  });

  test('what the text says to be of another project is external', async () => {
    expect(await check('Linux commit 00000000ffff ("mm: do it")')).toMatchObject([{ worth: 'external' }]);
    expect(
      await check(`Fixes: ${short('far')} ("far: a commit of another project")`, ['--repo', other.dir]),
    ).toMatchObject([{ worth: 'external' }]);
  });

  test('of several commits that it may be each is named with its day', async () => {
    const { out } = await call(
      ['--check', '-'],
      'title\n\nFixes: 00000000ffff ("doc: update the pages of the manual")\n',
    );
    expect(out.match(/may be: [0-9a-f]{12} \("doc: update the pages of the manual"\), \d{4}-\d\d-\d\d/g)).toHaveLength(
      2,
    );
  });

  test('a word that is neither a file nor a range is said to be neither', async () => {
    const { code, err } = await call(['--check', 'nofile']);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('"nofile" is no file here and no range either: "nofile" names'),
    ]);
    expect((await call(['--check', folder])).err).toContain('is a folder, not a file, and no range either');
  });

  test('nothing to look at is said, not passed by', async () => {
    expect((await call(['--check', 'main..main'])).err).toContain('"main..main" holds no commits');
    expect((await call(['--check', '-'])).err).toContain('standard input is empty');
    expect((await call(['--check', file('empty', '\n')])).err).toContain('is empty');
    expect((await call(['--stdin'])).err).toContain('no references were read from standard input');
  });

  test('an id that is nowhere is unknown, and fails unless that is allowed', async () => {
    const text = 'title\n\nsince commit 00000000ffff it is broken\n';
    expect((await call(['--check', '-'], text)).code).toBe(3);
    expect((await call(['--check', '--lenient', '-'], text)).code).toBe(0);
  });

  test('in a port of a commit that is not here nothing but a Fixes line is sure', async () => {
    const text = `[ Upstream commit 00000000eeee ]\n\nAs in commit 00000000ffff ("${LEAK}").`;
    const found = await check(text);
    expect(found.map(({ worth, sure }) => [worth, sure])).toEqual([
      ['unknown', false],
      ['wrong', false],
    ]);
  });

  test('a message is never repaired to name itself', async () => {
    const { out } = await call(['--check', '--json', '-'], `${LEAK}\n\nFixes: 00000000ffff ("${LEAK}")\n`);
    expect(JSON.parse(out)).toMatchObject({ worth: 'unknown', should_be: null });
  });

  test('a range names commit and line of what is wrong, and ends with 3', async () => {
    const { code, out, err } = await call(['--check', 'main~2..main']);
    expect(code).toBe(3);
    expect(out).toContain(`${short('bad')}:5: wrong: 00000000ffff ("${LEAK}")`);
    expect(out).toContain(`should be: ${short('leak')}`);
    expect(err).toContain('2 references: 1 right, 1 wrong');
  });

  test('a range without faults ends with 0', async () => {
    expect((await call(['--check', 'main~1'])).code).toBe(0);
  });

  test.each([[['--check']], [['--fix', 'main']], [['--check', '--upload-pack=x..y']], [['--check', 'nowhere..main']]])(
    '%j is refused with what to do',
    async (args) => {
      const { code, err } = await call(args);
      expect(code).toBe(2);
      expect(err).toMatch(/name a file|no file|Unknown option|unknown range/);
    },
  );
});

describe('--fix', () => {
  test('repairs what is sure and leaves all other bytes and the mode as they were', async () => {
    const path = file(
      'message',
      Buffer.from(`t\xe9\n\nFixes: 00000000ffff ("${LEAK}")\nFixes: 00000000ffff ("no such thing here")\n`, 'latin1'),
    );
    chmodSync(path, 0o640);
    const { code } = await call(['--fix', path]);
    expect(code).toBe(3);
    expect(readFileSync(path).toString('latin1')).toBe(
      `t\xe9\n\nFixes: ${short('leak')} ("${LEAK}")\nFixes: 00000000ffff ("no such thing here")\n`,
    );
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('a file that is right, or cannot be repaired for sure, is not written', async () => {
    const path = file('right', `t\n\nFixes: ${short('crash')} ("${LEAK}")\n`);
    chmodSync(path, 0o440);
    const before = statSync(path, { bigint: true }).mtimeNs;
    expect((await call(['--fix', path])).code).toBe(3);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(before);
  });

  test('of a patch only the message is rewritten', async () => {
    const wrong = `Fixes: 00000000ffff ("${LEAK}")`;
    const patch = `From: a@example.org\nSubject: [PATCH] x: y\n\n${wrong}\n---\ndiff --git a/a b/a\n+${wrong}\n`;
    const path = file('x.patch', patch);
    expect((await call(['--fix', path])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(patch.replace('00000000ffff', short('leak')));
  });

  test('a wrapped reference in the text is wrapped again, one in a Fixes line is not', async () => {
    const path = file(
      'wrapped',
      `t\n\nThis was broken by commit 00000000ffff ("net: fix\nleak of a buffer in the driver") last year.\n\nFixes: 00000000ffff ("net: fix\n leak of a buffer in the driver")\n`,
    );
    await call(['--fix', path]);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(`\nFixes: ${short('leak')} ("${LEAK}")\n`);
    expect(text.replace(/\n(?=\S)/g, ' ')).toContain(`broken by commit ${short('leak')} ("${LEAK}") last year.`);
  });

  test('an encoded mail is left, and said to be', async () => {
    const mail = `From: a@example.org\nContent-Transfer-Encoding: quoted-printable\n\nFixes: 00000000ffff ("net: fix=20leak of a buffer in the driver")\n`;
    const path = file('encoded', mail);
    const { code, err } = await call(['--fix', path]);
    expect([code, readFileSync(path, 'utf8')]).toEqual([3, mail]);
    expect(err).toContain('encoded');
  });

  test('a link is followed, and stays a link', async () => {
    const path = file('behind', `t\n\nFixes: 00000000ffff ("${LEAK}")\n`);
    const link = join(folder, 'link');
    symlinkSync(path, link);
    await call(['--fix', link]);
    expect(readFileSync(path, 'utf8')).toContain(short('leak'));
  });

  test('stdin is a filter: text to stdout, the rest to stderr', async () => {
    const { out, err, code } = await call(['--fix', '-'], `t\n\nFixes: 00000000ffff ("${LEAK}")\n`);
    expect([code, out]).toEqual([0, `t\n\nFixes: ${short('leak')} ("${LEAK}")\n`]);
    expect(err).toContain('rewritten');
  });

  test('--strict also writes out what is short or retyped', async () => {
    const path = file(
      'strict',
      `t\n\nFixes: ${short('leak').slice(0, 8)} ("Net: fix leak of a buffer in the driver.")\n`,
    );
    expect((await call(['--fix', path])).code).toBe(0);
    expect((await call(['--check', '--strict', path])).code).toBe(3);
    expect((await call(['--fix', '--strict', path])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain(`Fixes: ${short('leak')} ("${LEAK}")`);
  });
});

test('as a commit-msg hook it repairs the message before the commit is made', async () => {
  using clone = makeRepo();
  const first = clone.commit({ message: `${LEAK}\n` });
  const hook = join(clone.dir, '.git/hooks/commit-msg');
  const program = new URL('../git-resolve.ts', import.meta.url).pathname;
  writeFileSync(
    hook,
    `#!/bin/sh\nexec "${process.execPath}" "${program}" --fix --store "${join(folder, 'hook')}" "$1"\n`,
    { mode: 0o755 },
  );
  const commit = (body: string): string =>
    clone.git(['commit', '--quiet', '--allow-empty', '-m', 'x: mend it', '-m', body]);
  commit(`Fixes: 00000000ffff ("${LEAK}")`);
  expect(clone.git(['log', '-1', '--format=%b'])).toContain(`Fixes: ${first.slice(0, 12)} ("${LEAK}")`);
  expect(() => commit('Fixes: 00000000ffff ("no such commit")')).toThrow(/unknown/);
});
