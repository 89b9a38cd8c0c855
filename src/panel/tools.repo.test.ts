import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ToolCallError } from '../errors.ts';
import { makeFolder } from '../testing/repo.ts';
import { makeToolBed } from '../testing/toolbox.ts';
import type { ToolBed } from '../testing/toolbox.ts';
import type { ToolFinding } from './types.ts';

/** A git that notes how it was called, and with which surroundings, before it does its work. */
function spyOnGit(): { readonly folder: string; calls(): string[][]; surroundings(): string } {
  const folder = makeFolder();
  const real = (process.env['PATH'] ?? '')
    .split(':')
    .map((each) => join(each, 'git'))
    .find((each) => existsSync(each));
  mkdirSync(join(folder, 'bin'));
  const note = String.raw`{ for a in "$@"; do printf '%s\0' "$a"; done; printf '\n\0'; } >> '${folder}/calls'; env >> '${folder}/env'`;
  writeFileSync(join(folder, 'bin', 'git'), `#!/bin/sh\n${note}\nexec '${real}' "$@"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  return {
    folder,
    surroundings: () => read('env'),
    calls: () =>
      read('calls')
        .split('\n\0')
        .filter((call) => call !== '')
        .map((call) => call.split('\0').slice(0, -1))
        // Calls of the fixture have no options before the command.
        .filter(([first]) => first === '--no-pager'),
  };
}

const KEY = 'sk-test-0123456789-do-not-print';

let bed: ToolBed;
let spy: ReturnType<typeof spyOnGit>;
/** Words of git calls that innocent questions lead to. */
let known: ReadonlySet<string>;

beforeAll(async () => {
  vi.stubEnv('ANTHROPIC_API_KEY', KEY);
  vi.stubEnv('GIT_EXTERNAL_DIFF', '/bin/false');
  spy = spyOnGit();
  bed = await makeToolBed();
  for (const [name, input] of innocent) await settle(bed.call(name, input));
  await bed.call('log_path', { path: 'net', revision: 'stable-1.0' }, { asOf: bed.day + 86_400 * 9999 });
  await bed.call('tags_containing', { commit: bed.ids.first });
  known = new Set(spy.calls().flat());
});
afterAll(async () => {
  await bed.close();
  bed.repo.remove();
  rmSync(spy.folder, { recursive: true });
});

const settle = async (run: Promise<ToolFinding>): Promise<ToolFinding | Error> => run.catch((error: Error) => error);

describe('a tool', () => {
  it('is offered only where it has what it needs, and has a schema that services understand', () => {
    const names = bed.build().map(({ name }) => name);
    expect(names).toEqual([
      'show_commit',
      'read_file',
      'log_path',
      'log_function',
      'log_lines',
      'blame_lines',
      'grep',
      'find_definition',
      'find_callers',
      'branches_containing',
      'tags_containing',
      'dry_run_pick',
      'resolve_id',
      'facts_of',
      'search_docs',
    ]);
    for (const { input } of bed.build())
      expect(z.toJSONSchema(input)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('stops on its signal', async () => {
    const [tool] = bed.build();
    await expect(tool?.run({}, AbortSignal.abort())).rejects.toMatchObject({ name: 'StoppedError' });
  });
});

describe('what the tools tell', () => {
  it('of a commit: message, parent, patch; one file of it; the rest of a long one', async () => {
    const found = await bed.call('show_commit', {});
    expect(found.says).toBe(`Commit ${bed.ids.fix.slice(0, 12)} ("net: tun: fix a leak of the data"): 1 file changed.`);
    expect(found.source).toBe(`git show ${bed.ids.fix.slice(0, 12)}`);
    expect(found.text).toContain(`parents ${bed.ids.other.slice(0, 12)}`);
    expect(found.text).toContain('+\tfree(tun->buffer);');
    const big = await bed.call('show_commit', { commit: bed.ids.first.slice(0, 10) });
    expect(big.text.length).toBeLessThanOrEqual(8000);
    expect(big.text).toMatch(
      /\[cut: \d+ of \d+ lines are not shown; ask again with from_line \d+, or for one file with path\]$/,
    );
    const one = await bed.call('show_commit', { commit: bed.ids.first, path: 'CONTRIBUTING.md' });
    expect(one.text).toContain('+# Contributing');
    expect(one.text).not.toContain('tun');
    const masked = await bed.call('show_commit', {}, { mask: () => 'masked' });
    expect(masked.text).toContain('masked');
    expect(masked.text).not.toContain('stable@');
  });

  it('of a file: its lines with numbers at a revision, what a folder holds, and where a link leads without going there', async () => {
    expect(await bed.call('read_file', { path: 'net/tun.c', from_line: 11, to_line: 14 })).toMatchObject({
      source: `git show ${bed.ids.fix.slice(0, 12)}:net/tun.c | sed -n '11,14p'`,
      text: '11\t{\n12\t\ttun->buffer = copy(data);\n13\t\tsend(data);\n14\t\tfree(tun->buffer);',
    });
    const old = await bed.call('read_file', { path: 'net/tun.c', revision: 'v1.0', from_line: 12, to_line: 12 });
    expect(old.text).toBe('12\t\tsend(data);');
    expect((await bed.call('read_file', { path: 'net/' })).text).toBe('net/ping.py\nnet/tun.c\nnet/tun.h');
    expect((await bed.call('read_file', { path: 'outside' })).text).toBe('link to: /etc/passwd');
    const long = await bed.call('read_file', { path: 'long.txt', to_line: 3000 });
    expect(long.says).toContain('lines 1 to 400 of 3000');
    expect(long.text).toMatch(/ask for lines \d+ to 400\]$/);
  });

  it('of the past: logs of a path, of lines and of a function, and blame', async () => {
    const ids = (text: string): string[] => text.split('\n').map((line) => line.slice(0, 12));
    const { fix, leak, first } = bed.ids;
    const story = [fix, leak, first].map((sha) => sha.slice(0, 12));
    expect(ids((await bed.call('log_path', { path: 'net/tun.c' })).text)).toEqual(story);
    const lines = await bed.call('log_lines', { path: 'net/tun.c', from_line: 12, to_line: 14 });
    expect(ids(lines.text)).toEqual(story);
    const open = await bed.call('log_function', { path: 'net/tun.c', function: 'tun_open' });
    expect(open.says).toContain('tun_open (lines 3 to 7 of net/tun.c)');
    expect(ids(open.text)).toEqual([first.slice(0, 12)]);
    const python = await bed.call('log_function', { path: 'net/ping.py', function: 'ping', revision: 'v1.0' });
    expect(python.says).toContain('ping (lines 1 to 2 of net/ping.py)');
    const blame = await bed.call('blame_lines', { path: 'net/tun.c', from_line: 12, to_line: 14 });
    expect(ids(blame.text).slice(0, 3)).toEqual([leak, first, fix].map((sha) => sha.slice(0, 12)));
    expect(blame.text).toContain('net: tun: keep the data');
  });

  it('of names: where a text stands, what defines a name and who calls it, with how sure that is', async () => {
    const found = await bed.call('grep', { text: 'free(tun->buffer);', path: 'net' });
    expect(found.text).toBe('net/tun.c:14: \tfree(tun->buffer);');
    expect(found.source).toBe(`git grep -n -I -F -e 'free(tun->buffer);' ${bed.ids.fix.slice(0, 12)} -- net`);
    const sent = await bed.call('find_definition', { name: 'tun_send()' });
    expect(sent.text).toBe(
      'net/tun.c:9: int tun_send(struct tun *tun,  [function, sure]\nnet/tun.h:5: int tun_send(struct tun *tun, const char *data);  [declaration]',
    );
    expect((await bed.call('find_definition', { name: 'tun' })).text).toContain(
      'net/tun.h:1: struct tun {  [type, sure]',
    );
    expect((await bed.call('find_definition', { name: 'ping' })).text).toContain(
      'net/ping.py:1: def ping(host):  [function, sure]',
    );
    const callers = await bed.call('find_callers', { name: 'tun_open' });
    expect(callers.says).toContain('1 call and 1 other use');
    expect(callers.text).toMatch(/return tun_open\(tun\);  \[in: int tun_send/);
    expect(callers.text).toMatch(/\.open = tun_open,  \[in: static const struct ops tun_ops/);
    const none = await bed.call('find_callers', { name: 'nobody_calls_this' });
    expect(none.says).toContain('0 calls and 0 other uses');
  });

  it('of branches and releases: who has a commit, or a copy of it', async () => {
    const other = await bed.call('branches_containing', { commit: bed.ids.other });
    expect(other.text).toBe(`stable-1.0: taken as ${bed.ids.otherCopy.slice(0, 12)} on 2020-10-08`);
    expect((await bed.call('branches_containing', { commit: bed.ids.leak })).text).toContain(
      'stable-1.0: part of mainline before it began',
    );
    expect((await bed.call('branches_containing', { commit: bed.ids.otherCopy })).says).toContain(
      '1 of 1 stable branches',
    );
    const tags = await bed.call('tags_containing', { commit: bed.ids.first });
    expect(tags.text).toContain('v1.0 (');
    expect(tags.text).not.toContain('v1.1');
  });

  it('of a pick: whether it applies to the branch as it was on the day', async () => {
    const clean = await bed.call('dry_run_pick', { branch: 'stable-1.0' });
    expect(clean.says).toContain('it applies cleanly');
    expect(clean.source).toContain('git cherry-pick --no-commit');
    const conflict = await bed.call(
      'dry_run_pick',
      { branch: 'stable-1.0', commit: bed.ids.later },
      { asOf: bed.day + 40 * 86_400 },
    );
    expect(conflict.says).toContain('conflicts in 1 file');
    expect(conflict.text).toContain('net/tun.c: content; lines before the commit');
    const first = await bed.call(
      'dry_run_pick',
      { branch: 'stable-1.0', commit: bed.ids.later, first: [bed.ids.fix] },
      { asOf: bed.day + 40 * 86_400 },
    );
    expect(first.says).toContain('it applies cleanly');
  });

  it('of an id: what it means, whether its subject is right, and what has that subject', async () => {
    const ask = (input: object): Promise<ToolFinding> => bed.call('resolve_id', input);
    const short = bed.ids.leak.slice(0, 9);
    expect((await ask({ id: `commit ${short} upstream`, subject: '("net: tun: keep the data")' })).says).toContain(
      'as given',
    );
    const wrong = await ask({ id: short, subject: 'net: ping: wait for the answer' });
    expect(wrong.says).toContain('which contradicts the given one; 1 commit of mainline with that subject');
    expect(wrong.text).toContain(bed.ids.other.slice(0, 12));
    expect((await ask({ id: 'deadbeef12' })).says).toContain('No commit deadbeef12 was known');
    expect((await ask({ subject: 'net: tun: keep the data' })).text).toContain(bed.ids.leak.slice(0, 12));
    expect((await ask({ id: bed.ids.otherCopy })).text).toContain(
      `copy on stable-1.0 of ${bed.ids.other.slice(0, 12)}`,
    );
  });

  it('of another commit: its facts; of the own one they were given before', async () => {
    const found = await bed.call('facts_of', { commit: bed.ids.other });
    expect(found.text).toContain('taken (for): stable-1.0: taken as');
    await expect(bed.call('facts_of', { commit: bed.ids.fix })).rejects.toMatchObject({ code: 'own-facts' });
  });

  it('of documentation: passages with their place', async () => {
    const found = await bed.call('search_docs', { query: 'must a stable branch mend a bug', limit: 1 });
    expect(found.says).toContain('Documentation/process/stable-kernel-rules.rst:');
    expect(found.text).toContain('It must be small');
    expect((await bed.call('search_docs', { query: 'zebra quagga' })).says).toContain('None of');
  });

  it('of like commits: what was decided on them by the day, never the own one', async () => {
    const row = bed.history.rowOf(bed.ids.other)!;
    const near = (sha: typeof bed.ids.fix, at: number) => ({
      row: at,
      sha,
      subject: bed.history.commits[at].subject,
      score: 1,
      cosine: undefined,
      because: ['word data'],
      decision: bed.history.decision(at, bed.day),
      takenBy: ['stable-1.0'],
    });
    const similar = async () => [near(bed.ids.fix, bed.history.rowOf(bed.ids.fix)!), near(bed.ids.other, row)];
    const found = await bed.call('similar_commits', { commit: bed.ids.leak }, { similar });
    expect(found.says).toContain('yes 1, no 0, undecided 0');
    expect(found.text).not.toContain(bed.ids.fix.slice(0, 12));
  });
});

describe('the day', () => {
  const years = 40 * 365 * 86_400;

  it('hides what came later: commits, tips, tags', async () => {
    for (const [name, input] of [
      ['show_commit', { commit: bed.ids.later }],
      ['read_file', { path: 'net/tun.c', revision: 'v1.1' }],
      ['read_file', { path: 'net/tun.c', revision: bed.ids.later }],
      ['show_commit', { commit: bed.ids.fixCopy }],
    ] as const)
      await expect(bed.call(name, input)).rejects.toBeInstanceOf(ToolCallError);
    expect((await bed.call('read_file', { path: 'net/tun.c', revision: 'main' })).text).toContain('free(tun->buffer)');
    expect((await bed.call('log_path', { path: 'net/tun.c', revision: 'main' })).text).not.toContain('mend the fix');
    expect((await bed.call('resolve_id', { id: bed.ids.later })).says).toContain('No commit');
    expect((await bed.call('resolve_id', { subject: 'net: tun: mend the fix' })).says).toContain('0 commits');
  });

  it('hides where the own commit was taken, on whatever day', async () => {
    const asOf = bed.day + years;
    const everything = await Promise.all(
      [
        bed.call('branches_containing', {}, { asOf }),
        bed.call('tags_containing', {}, { asOf }),
        bed.call('facts_of', { commit: bed.ids.leak }, { asOf }),
        bed.call('facts_of', { commit: bed.ids.later }, { asOf }),
        bed.call('log_path', { path: 'net/tun.c', revision: 'stable-1.0' }, { asOf }),
        bed.call('read_file', { path: 'net/tun.c', revision: 'stable-1.0' }, { asOf }),
        bed.call('dry_run_pick', { branch: 'stable-1.0' }, { asOf }),
        bed.call('resolve_id', { id: bed.ids.fixCopy, subject: 'net: tun: fix a leak of the data' }, { asOf }),
      ].map(settle),
    );
    const text = JSON.stringify(everything);
    expect(everything.filter((each) => each instanceof Error)).toEqual([]);
    // The id that was asked for is told back, and nothing more.
    expect(text.replaceAll(bed.ids.fixCopy, '')).not.toContain(bed.ids.fixCopy.slice(0, 12));
    expect((everything[0] as ToolFinding).text).toBe('not there: stable-1.0');
    expect((everything[5] as ToolFinding).text).not.toContain('free(tun->buffer)');
    expect((everything[6] as ToolFinding).says).toContain('it applies cleanly');
    for (const revision of ['v1.0.1', bed.ids.fixCopy])
      await expect(bed.call('read_file', { path: 'net/tun.c', revision }, { asOf })).rejects.toMatchObject({
        name: 'ToolCallError',
      });
  });

  it('shows it where a person looks around', async () => {
    const shown = await bed.call('branches_containing', {}, { asOf: bed.day + years, hideOwnDecision: false });
    expect(shown.text).toContain(`taken as ${bed.ids.fixCopy.slice(0, 12)}`);
  });
});

type Hostile = readonly [tool: string, input: unknown];

const paths = [
  ...[
    '../../etc/passwd',
    '/etc/passwd',
    '~/.ssh/id_rsa',
    'net/../../x',
    './net/tun.c',
    'net//tun.c',
    '.git/config',
    'net/.GIT/config',
  ],
  ...[
    '--output=/tmp/x',
    '-L1,2:x',
    '-',
    ':(top)net',
    ':!net',
    ':/net',
    ':(exclude,glob)**',
    'net\0tun.c',
    'net\ntun.c',
    'C:\\x',
  ],
  ...['"\\056\\056/x"', '"-x\\0"', '\u202Enet', 'n\u200Bet', 'ab\uD800', 'x'.repeat(1001), '"/etc/passwd"'],
];
const revisions = [
  ...[
    'HEAD@{1}',
    'HEAD',
    '@',
    '@{u}',
    'main@{yesterday}',
    'main^',
    'main~3',
    'main:net/tun.c',
    ':/fix',
    '^main',
    'main..stable-1.0',
  ],
  ...[
    '--all',
    '--exec=touch x',
    '--upload-pack=touch x',
    '-n1',
    '--output=x',
    'ext::sh -c "touch x"',
    'refs/heads/../../config',
  ],
  ...[
    'main\0',
    'main\n--all',
    'main --all',
    'FETCH_HEAD',
    'refs/stash',
    'nothing',
    'm\u0430in',
    '0'.repeat(40),
    '../main',
    'main^{tree}',
  ],
];
const hostile: readonly Hostile[] = [
  ...paths.map((path): Hostile => ['read_file', { path }]),
  ...revisions.map((revision): Hostile => ['read_file', { path: 'net/tun.c', revision }]),
  ...['../x', '--all', ':(top)', '.git/HEAD'].flatMap((path): Hostile[] => [
    ['log_path', { path }],
    ['log_lines', { path, from_line: 1, to_line: 2 }],
    ['log_function', { path, function: 'tun_open' }],
    ['blame_lines', { path, from_line: 1, to_line: 2 }],
    ['grep', { text: 'tun', path }],
    ['show_commit', { path }],
  ]),
  ...['--help', '-h', 'HEAD', 'main', 'a'.repeat(65), '1234567^', '1234567..', '$(id)'].map((commit): Hostile => [
    'show_commit',
    { commit },
  ]),
  ...['--exec=id', 'main; id', '../main', 'HEAD', 'ext::x'].map((branch): Hostile => ['dry_run_pick', { branch }]),
  ...['.*', 'a(b)+', 'tun_open:net/tun.c', '^tun', '--help', 'x y', 'é'].map((name): Hostile => [
    'find_definition',
    { name },
  ]),
  ...['(a+)+$', '--open-files-in-pager=id', '$x'].map((name): Hostile => [
    'log_function',
    { path: 'net/tun.c', function: name },
  ]),
  ...['a\nb', 'a\0b', '  ', '\u001b[31m', 'x\uD800'].map((text): Hostile => ['grep', { text }]),
  ['read_file', { path: 'module' }],
  ['read_file', { path: 'module/x' }],
  ['read_file', { path: 'outside/passwd' }],
  ['read_file', { path: 'data.bin' }],
  ['read_file', { path: '-rf' }],
  ['read_file', { path: 'net/tun.c', from_line: 10 ** 7 }],
  ['read_file', { path: 'net/tun.c', from_line: 1e300 }],
  ['read_file', { path: 'net/tun.c', from_line: -1 }],
  ['read_file', { path: 'net/tun.c', from_line: 1.5 }],
  ['read_file', { path: 'net/tun.c', from_line: '1;id' }],
  ['read_file', { path: 'net/tun.c', from_line: 9, to_line: 2 }],
  ['read_file', { path: ['net/tun.c', '--output=x'] }],
  ['read_file', { path: 'net/tun.c', output: 'x' }],
  ['read_file', null],
  ['read_file', '{"path":"net/tun.c"}'],
  ['read_file', JSON.parse('{"__proto__":{"path":"net/tun.c"},"path":"net/tun.c"}')],
  ['log_lines', { path: 'net/tun.c', from_line: 1, to_line: 10 ** 6 }],
  ['log_lines', { path: 'net/tun.c', from_line: 900, to_line: 901 }],
  ['log_path', { path: 'net', limit: 10 ** 9 }],
  ['dry_run_pick', { branch: 'main', first: Array.from({ length: 99 }, () => 'abcdef1') }],
  ['resolve_id', {}],
  ['resolve_id', { id: '--all' }],
  ['resolve_id', { id: 'HEAD@{1}' }],
  ['facts_of', { commit: 'main' }],
  ['search_docs', { query: '' }],
  ['search_docs', { query: 'x'.repeat(301) }],
];

describe('a hostile question', () => {
  it('is one of a hundred and more', () => expect(hostile.length).toBeGreaterThanOrEqual(100));

  it.each(hostile.map((each, at) => [at, ...each] as const))(
    '%i is refused with a message that teaches: %s %j',
    async (_, name, input) => {
      const outcome = await settle(bed.call(name, input));
      expect(outcome).toBeInstanceOf(ToolCallError);
      const { message } = outcome as ToolCallError;
      expect(message.length).toBeGreaterThan(30);
      expect(message).not.toContain(bed.repo.dir);
      expect(message).not.toContain('root:');
      // eslint-disable-next-line no-control-regex
      expect(message).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202E\u200B]/);
    },
  );

  it('never reaches git as an option, and no surroundings but the known ones reach git', async () => {
    for (const [name, input] of hostile) await settle(bed.call(name, input));
    await bed.call('log_path', { path: 'net' });
    expect(spy.calls().length).toBeGreaterThan(10);
    for (const call of spy.calls()) expectKnownWords(call, known);
    expect(spy.surroundings()).not.toContain(KEY);
    expect(spy.surroundings()).not.toContain('GIT_EXTERNAL_DIFF');
  });
});

/** One right call of every tool. */
const innocent: readonly Hostile[] = [
  ['show_commit', {}],
  ['show_commit', { commit: 'abcdef1' }],
  ['read_file', { path: 'net/tun.c', revision: 'v1.0' }],
  ['read_file', { path: 'net' }],
  ['read_file', { path: 'net/none.c', revision: 'main' }],
  ['log_path', { path: 'net', revision: 'stable-1.0' }],
  ['log_lines', { path: 'net/tun.c', from_line: 12, to_line: 14 }],
  ['blame_lines', { path: 'net/tun.c', from_line: 12, to_line: 14 }],
  ['grep', { text: 'tun', path: 'net', whole_word: true }],
  ['find_definition', { name: 'tun_send' }],
  ['find_callers', { name: 'tun_send' }],
  ['branches_containing', {}],
  ['tags_containing', {}],
  ['dry_run_pick', { branch: 'stable-1.0' }],
  ['dry_run_pick', { branch: 'stable-1.0', commit: 'abcdef1' }],
  ['resolve_id', { id: 'abcd' }],
  ['search_docs', { query: 'stable rules' }],
];

/** Bounds and ids that differ from call to call. */
const shaped =
  /^(?:--(?:min-age|max-count)=\d+|--(?:contains=[0-9a-f]{40}|disambiguate=[0-9a-f]{4,64})|-L\d+,\d+(?::net\/[a-z.]+)?|refs\/tags\/v[\d.]+|[0-9a-f]{40}(?:\.\.[0-9a-f]{40})?)$/;

/** Every word before `--` is one of an innocent call, a bound or an id; behind it are only paths. */
function expectKnownWords(call: readonly string[], known: ReadonlySet<string>): void {
  const end = call.indexOf('--');
  for (const word of end < 0 ? call : call.slice(0, end)) if (!known.has(word)) expect(word).toMatch(shaped);
  for (const word of end < 0 ? [] : call.slice(end + 1)) expect(word).not.toMatch(/^[-:/]|(?:^|\/)\.\.(?:\/|$)/);
}

describe('any string at all', () => {
  it('is an answer or a refusal, and never an option of git', async () => {
    const bits = fc.constantFrom(
      '-',
      '--',
      ':',
      '..',
      '/',
      '@{',
      '}',
      '^',
      '~',
      '\0',
      '\n',
      '=',
      'main',
      'net/tun.c',
      'output',
      'exec',
      '"',
      '\\',
      '*',
      'HEAD',
      ' ',
    );
    const strange = fc.oneof(
      fc.array(bits, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }),
    );
    const question = fc.oneof(
      fc.tuple(fc.constant('read_file'), fc.record({ path: strange, revision: strange })),
      fc.tuple(fc.constant('read_file'), fc.record({ path: strange })),
      fc.tuple(fc.constant('log_path'), fc.record({ path: strange })),
      fc.tuple(fc.constant('grep'), fc.record({ text: strange, path: strange })),
      fc.tuple(fc.constant('grep'), fc.record({ text: strange })),
      fc.tuple(fc.constant('log_function'), fc.record({ path: fc.constant('net/tun.c'), function: strange })),
      fc.tuple(fc.constant('show_commit'), fc.record({ commit: strange })),
      fc.tuple(fc.constant('dry_run_pick'), fc.record({ branch: strange })),
      fc.tuple(fc.constant('resolve_id'), fc.record({ id: strange, subject: strange })),
      fc.tuple(fc.constant('search_docs'), fc.record({ query: strange })),
    );
    await fc.assert(
      fc.asyncProperty(question, async ([name, input]) => {
        const outcome = await settle(bed.call(name, input));
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ToolCallError);
        else expect(outcome.text.length).toBeLessThanOrEqual(8000);
      }),
      { numRuns: 150 },
    );
    for (const call of spy.calls()) expectKnownWords(call, known);
  });
});

describe('an answer', () => {
  it('shows what cannot be seen, and carries no control characters', async () => {
    using odd = await makeToolBed();
    const sha = odd.repo.commit({
      message: 'odd: \u001b[31mred\u001b[0m \u202Edlrow',
      time: odd.day - 60,
      files: { 'odd.c': 'int a; /* \u202E \u2066 */\u001b]0;x\u0007\r\nint b;\u{E0041}\n' },
    });
    const shown = await odd.call('show_commit', { commit: sha });
    const file = await odd.call('read_file', { path: 'odd.c', revision: sha });
    for (const { says, source, text } of [shown, file]) {
      // eslint-disable-next-line no-control-regex
      expect(`${says}${source}${text}`).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202A-\u202E\u2066-\u2069\u{E0041}]/u);
    }
    expect(file.text).toContain('<U+202E>');
    expect(shown.says).toContain('<U+001B>[31mred');
    await odd.close();
  });
});
