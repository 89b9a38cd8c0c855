import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Author } from './cast.ts';

export interface Stamp {
  readonly who: Author;
  /** Seconds since 1970. */
  readonly time: number;
}

export interface NewCommit {
  readonly branch: string;
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
  /** First parent, or undefined for the root. */
  readonly parent: string | undefined;
  /** Second parent of a merge. */
  readonly merged?: string;
  /** New contents; undefined removes the file. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** One `git fast-import` that is asked for the id of each commit as it is made. */
export interface Importer {
  commit(commit: NewCommit): Promise<string>;
  tag(tag: { readonly name: string; readonly target: string; readonly by: Stamp }): void;
  close(): Promise<void>;
}

/** Settings of the machine must not leak into ids: no configuration, no hooks, no locale. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
});

/** Makes an empty bare repository in `dir` and opens an importer on it. */
export function openImporter(dir: string): Importer {
  mkdirSync(dir, { recursive: true });
  const env = environment();
  execFileSync('git', ['init', '-q', '--bare', '--object-format=sha1', '-b', 'main', '.'], { cwd: dir, env });
  const child = spawn('git', ['fast-import', '--quiet', '--date-format=raw'], {
    cwd: dir,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git fast-import ended with ${code}`))));
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** Commits of the pack that is still being written can only be named by their marks. */
  const marks = new Map<string, string>();
  const markOf = (id: string): string => {
    const mark = marks.get(id);
    if (mark === undefined) throw new Error(`${id} was not imported`);
    return mark;
  };
  return {
    async commit(commit) {
      const mark = `:${marks.size + 1}`;
      child.stdin.write(renderCommit(commit, { mark, markOf }));
      const answer = await Promise.race([answers.next(), ended.then(() => ({ done: true, value: '' }))]);
      if (answer.done === true) throw new Error('git fast-import ended early');
      const id = answer.value;
      marks.set(id, mark);
      return id;
    },
    tag({ name, target, by }) {
      child.stdin.write(
        `tag ${name}\nfrom ${markOf(target)}\ntagger ${renderStamp(by)}\n${renderBytes(`Harbour ${name}\n`)}`,
      );
    },
    async close() {
      child.stdin.end('done\n');
      await ended;
    },
  };
}

function renderCommit(commit: NewCommit, marks: { mark: string; markOf: (id: string) => string }): string {
  const { mark, markOf } = marks;
  const lines = [
    `commit refs/heads/${commit.branch}\nmark ${mark}\n`,
    `author ${renderStamp(commit.author)}\ncommitter ${renderStamp(commit.committer)}\n`,
    renderBytes(commit.message),
    commit.parent === undefined ? '' : `from ${markOf(commit.parent)}\n`,
    commit.merged === undefined ? '' : `merge ${markOf(commit.merged)}\n`,
  ];
  for (const [path, content] of commit.files) {
    lines.push(content === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${renderBytes(content)}`);
  }
  return `${lines.join('')}\nget-mark ${mark}\n`;
}

const renderStamp = ({ who, time }: Stamp): string => `${who.name} <${who.email}> ${time} ${who.zone}`;

const renderBytes = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
