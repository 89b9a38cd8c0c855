import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { makeSamples } from './messages.ts';
import { makeRepo, type TestRepo } from './repo.ts';

export const AUTHOR = 'Anna Author <anna@example.org>';
export const SIGN = `Signed-off-by: ${AUTHOR}`;
const MAIN = 'drivers/net/alpha/main.c';

export interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project whose latest messages are those of the made-up one, and a function with a fault in a commit of its own. */
export interface MessageProject {
  readonly repo: TestRepo;
  /** The commit with the fault. */
  readonly leak: string;
  /** `autosel message` in this process: a dozen calls would otherwise each start a program. */
  run(...args: readonly string[]): Promise<End>;
  /** A file beside the repository. */
  write(content: string, name?: string): string;
  stageFix(): void;
  unstage(): void;
}

/** The program, as it is called with its surroundings. */
type RunProgram = (
  args: readonly string[],
  around: {
    readonly version: string;
    readonly terminal: {
      readonly stdout: PassThrough;
      readonly stderr: PassThrough;
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
      readonly columns: undefined;
      readonly errorColumns: undefined;
      readonly signal: AbortSignal;
    };
  },
) => Promise<number>;

export async function makeMessageProject(runProgram: RunProgram): Promise<MessageProject> {
  // Loaded once, before the clock of a test runs.
  await import('../run/index.ts');
  const repo = makeRepo();
  repo.git(['config', 'user.name', 'Anna Author']);
  repo.git(['config', 'user.email', 'anna@example.org']);
  repo.git(['fast-import', '--quiet'], { input: renderPast() });
  repo.git(['reset', '--quiet', '--hard']);
  const leak = repo.commit({
    message: `net/alpha: Add a ring of descriptors\n\nThe port fails without it.\n\n${SIGN}\n`,
    files: { [MAIN]: ringOf(64) },
    author: AUTHOR,
  });
  const note = `net/beta: Add a note\n\nIt fails.\n\n${SIGN}\n`;
  repo.commit({ message: note, files: { 'drivers/net/beta/main.c': 'int beta;\n' }, author: AUTHOR });
  return {
    ...{ repo, leak },
    run: (...args) => runMessage(runProgram, repo.dir, args),
    write: (content, name = 'draft.txt') => {
      const file = join(dirname(repo.dir), name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    stageFix: () => {
      writeFileSync(join(repo.dir, MAIN), ringOf(128));
      repo.git(['add', '.']);
    },
    unstage: () => void repo.git(['reset', '--quiet', '--hard']),
  };
}

const ringOf = (size: number): string =>
  `int first_line;\nint setup_ring(void)\n{\n\treturn allocate_ring(${size});\n}\n`;

const renderPast = (): string =>
  [
    {
      message: `net/alpha: Add the driver\n\nThe port needs one.\n\n${SIGN}\n`,
      path: MAIN,
      content: 'int first_line;\n',
    },
    ...makeSamples('linked', 120).map(({ subject, body, paths }, at) => ({
      ...{ message: `${subject}\n\n${body}`, path: paths[0].replace('main', 'other'), content: `int value = ${at};\n` },
    })),
  ]
    .map(renderImport)
    .join('');

const renderImport = (
  commit: { readonly message: string; readonly path: string; readonly content: string },
  at: number,
): string =>
  [
    'commit refs/heads/main',
    ...['author', 'committer'].map((role) => `${role} ${AUTHOR} ${1_577_840_400 + at * 60} +0000`),
    `data ${Buffer.byteLength(commit.message)}\n${commit.message}`,
    `M 100644 inline ${commit.path}`,
    `data ${Buffer.byteLength(commit.content)}\n${commit.content}\n`,
  ].join('\n');

async function runMessage(runProgram: RunProgram, dir: string, args: readonly string[]): Promise<End> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const env = { AUTOSEL_STORE: join(dirname(dir), 'stores') };
  const surroundings = { columns: undefined, errorColumns: undefined, signal: new AbortController().signal };
  const terminal = { stdout, stderr, env, cwd: dir, ...surroundings };
  const code = await runProgram(['message', ...args, '--repo', dir], { version: '0', terminal });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
