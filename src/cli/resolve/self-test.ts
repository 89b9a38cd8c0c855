import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGitResolve } from './run-call.ts';

interface Case {
  readonly args: readonly string[];
  /** Undefined: no answer and exit code 1. */
  readonly subject: string | undefined;
}

/** Of the shapes that Linux's script tests itself with; words of our own. */
const SUBJECTS = [
  'MAINTAINERS: list the keepers of the harbour driver',
  'selftests: harbour: Move test_lock away from the old id',
  'net/harbour: Fix leak of a buffer when the link goes down',
  'fs: Improve guard for leaving out $SPECIAL names',
  'Rename .data.cold to .data..cold to mend BUILD*_ONCE',
  'firmware: harbour auto-update: fix wait_done() return and errors',
];
/** Enough commits for short ids to fit several. */
const FILLERS = 600;
const ABSENT = '999999999999';

/** Checks the program on a repository made for it; prints a line for each case, and gives the exit code. */
export async function runSelfTest(write: (text: string) => void): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'git-resolve-'));
  try {
    const ids = makeRepository(dir);
    write('Running self-tests...\n');
    let failed = 0;
    for (const [at, each] of buildCases(ids).entries()) {
      const expected = each.subject === undefined ? '' : `${ids.get(each.subject)}\n`;
      const got = await ask([...each.args, '--repo', dir, '--store', join(dir, 'store')]);
      const passed = got.output === expected && got.exitCode === (expected === '' ? 1 : 0);
      if (!passed) failed += 1;
      write(`Test case ${at + 1} ${passed ? 'PASSED' : 'FAILED'}\n`);
      if (!passed)
        write(
          `Input: ${each.args.join(' ')}\nExpected: ${expected.trim()}\nGot: ${got.output.trim()} (${got.exitCode})\n`,
        );
    }
    write(failed === 0 ? 'All tests passed!\n' : 'Some tests failed!\n');
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function buildCases(ids: ReadonlyMap<string, string>): readonly Case[] {
  const id = (at: number, digits: number): string => (ids.get(SUBJECTS[at]) ?? '').slice(0, digits);
  const tag = (at: number): string => `("${SUBJECTS[at]}")`;
  const wild = '("firmware: ... auto-update: fix wait_done() ... errors")';
  return [
    { args: [`${id(0, 7)} ${tag(0)}`], subject: SUBJECTS[0] },
    { args: [id(1, 7), tag(1)], subject: SUBJECTS[1] },
    { args: [id(2, 7), SUBJECTS[2]], subject: SUBJECTS[2] },
    // Two digits of some 600 commits fit several: the subject decides.
    { args: [id(3, 2), tag(3)], subject: SUBJECTS[3] },
    { args: [id(4, 2), tag(4)], subject: SUBJECTS[4] },
    { args: ['12345678'], subject: undefined },
    { args: [id(0, 5), '("I\'m a commit that there is not")'], subject: undefined },
    { args: ['--force', '99999999', tag(2)], subject: SUBJECTS[2] },
    { args: [id(5, 2), wild], subject: SUBJECTS[5] },
    { args: ['--force', ABSENT, wild], subject: SUBJECTS[5] },
    { args: [ABSENT, tag(2)], subject: undefined },
    { args: [`Fixes: ${id(1, 12)} (“${SUBJECTS[1]}”)`], subject: SUBJECTS[1] },
    { args: [`commit ${id(2, 12)}\n    ('${SUBJECTS[2].replace(' when', '\n    when')}')`], subject: SUBJECTS[2] },
    { args: ['--force', ABSENT, '("firmware: … auto-update: fix wait_done() … errors")'], subject: SUBJECTS[5] },
    { args: [id(0, 12), SUBJECTS[1]], subject: undefined },
    { args: ['--trust-id', id(0, 12), SUBJECTS[1]], subject: SUBJECTS[0] },
  ];
}

async function ask(args: readonly string[]): Promise<{ readonly output: string; readonly exitCode: number }> {
  let output = '';
  const world = {
    write: (text: string | Buffer) => void (output += text.toString()),
    note: () => {},
    input: noInput,
    env: {},
  };
  return { exitCode: await runGitResolve(args, world), output };
}

async function* noInput(): AsyncGenerator<string, void, void> {}

/** A bare repository of some hundred empty commits; gives the ids by subject. */
function makeRepository(dir: string): ReadonlyMap<string, string> {
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', dir, ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  git(['init', '--quiet', '--bare', '--initial-branch=main']);
  const fillers = Array.from({ length: FILLERS }, (_, at) => `filler: commit number ${at}`);
  git(['fast-import', '--quiet'], [...fillers, ...SUBJECTS].map(renderCommitInput).join(''));
  const lines = git(['log', '--format=%H %s', 'main']).trim().split('\n');
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

function renderCommitInput(subject: string, at: number): string {
  const person = `Self Test <self-test@example.org> ${1_600_000_000 + at} +0000`;
  return `commit refs/heads/main\ncommitter ${person}\ndata ${Buffer.byteLength(subject)}\n${subject}\n`;
}
