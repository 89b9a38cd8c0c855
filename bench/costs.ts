/**
 * What `autosel index` costs: `node bench/costs.ts REPO MAINLINE [AUTOSEL]`. Prints CPU seconds (user + system, children
 * included) of `git log -p` over the commits that the index reads (no merges), of a full index with the parts of its
 * wall time by step, their ratio, CPU and wall time of a second index with nothing new, and the largest resident memory.
 * AUTOSEL is the program to measure; bin/autosel.js unless named: build it first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [repository, mainline, program = fileURLToPath(new URL('../bin/autosel.js', import.meta.url))] =
  process.argv.slice(2);
if (repository === undefined || mainline === undefined) {
  process.stderr.write('usage: node bench/costs.ts REPO MAINLINE [AUTOSEL]\n');
  process.exit(2);
}

interface Cost {
  /** Seconds. */
  readonly cpu: number;
  readonly wall: number;
  /** Largest resident memory of one process below the shell, MB. */
  readonly peak: number;
  /** Lines of stderr with the second at which each came. */
  readonly said: readonly { readonly at: number; readonly line: string }[];
  readonly stdout: string;
}

/** Runs a command below a shell whose `times` tells the CPU of everything that ended below it. */
function measure(command: readonly string[], input = '', eachChunk?: (chunk: Buffer) => void): Promise<Cost> {
  const begun = performance.now();
  const since = (): number => (performance.now() - begun) / 1000;
  const child = spawn('sh', ['-c', '"$@"; code=$?; times >&3; exit $code', 'sh', ...command], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', ''];
  const said: { at: number; line: string }[] = [];
  for (const [at, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    stream?.on('data', (chunk: Buffer) => {
      if (at === 0 && eachChunk !== undefined) return eachChunk(chunk);
      texts[at] += chunk.toString();
      if (at === 1) said.push({ at: since(), line: chunk.toString().trim() });
    });
  }
  child.stdin?.end(input);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, ...below(child.pid ?? 0).map(residentPeak));
  }, 100);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0 && eachChunk === undefined)
        reject(new Error(`${command.join(' ')} ended with ${code}: ${texts[1]}`));
      else resolve({ cpu: readTimes(texts[2]), wall: since(), peak, said, stdout: texts[0] });
    });
  });
}

/** The second line of `times` is of the children: `0m1.25s 0m0.10s`. */
function readTimes(text: string): number {
  const [, line = ''] = text.split('\n');
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
}

function below(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readProc(`/proc/${name}/status`))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (const todo = [...(children.get(pid) ?? [])]; todo.length > 0;) {
    const next = todo.pop()!;
    found.push(next);
    todo.push(...(children.get(next) ?? []));
  }
  return found;
}

/** MB of a node process; what git maps of its packs is the system's to give back. */
function residentPeak(pid: number): number {
  const status = readProc(`/proc/${pid}/status`);
  if (/^Name:\s+git/m.test(status)) return 0;
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

function readProc(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const git = (...args: readonly string[]): string =>
  spawnSync('git', ['-C', repository, ...args], { encoding: 'utf8', maxBuffer: 1 << 30 }).stdout;

/** Non-merge commits of mainline, and of each branch of the summary those that mainline lacks. */
function listIndexed(summary: string): readonly string[] {
  const names = [...summary.matchAll(/^(\S+) +\d+$/gm)].map(([, name]) => name);
  const refs = git('for-each-ref', '--format=%(refname)').split('\n');
  const branches = names.flatMap((name) => refs.find((ref) => ref.endsWith(`/${name}`)) ?? []);
  return git('rev-list', '--no-merges', mainline, ...branches)
    .trim()
    .split('\n');
}

/** In a partial clone `log -p` dies of nearly every commit. */
const MOST_DEATHS = 50;

/** CPU of `git log -p` over the commits. It dies of a missing object: then it goes on behind that commit. NaN: too often. */
async function readPatches(commits: readonly string[]): Promise<number> {
  const command = ['git', '-C', repository, 'log', '-p', '--no-walk=unsorted', '--format=%x01%H', '--stdin'];
  let cpu = 0;
  let deaths = 0;
  for (let from = 0; from < commits.length; deaths++) {
    if (deaths > MOST_DEATHS) return Number.NaN;
    let seen = 0;
    const count = (chunk: Buffer): void => {
      for (let at = chunk.indexOf(1); at >= 0; at = chunk.indexOf(1, at + 1)) seen++;
    };
    const cost = await measure(command, `${commits.slice(from).join('\n')}\n`, count);
    cpu += cost.cpu;
    from += Math.max(1, seen);
  }
  return cpu;
}

/** Seconds of wall time by the step that progress lines name. */
function sumSteps({ said, wall }: Cost): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  const begun = said.flatMap(({ at, line }) => {
    const step = /^([a-z][a-z ]+?)(?::|$| \d)/m.exec(line)?.[1];
    return step === undefined ? [] : [{ at, step }];
  });
  begun.forEach(({ at, step }, i) => (sums[step] = (sums[step] ?? 0) + (begun[i + 1]?.at ?? wall) - at));
  return Object.fromEntries(Object.entries(sums).map(([step, seconds]) => [step, Number(seconds.toFixed(1))]));
}

const store = mkdtempSync(path.join(tmpdir(), 'autosel-costs-'));
try {
  const index = [process.execPath, program, 'index', '--repo', repository, '--mainline', mainline, '--store', store];
  const full = await measure(index);
  const again = await measure(index);
  const commits = listIndexed(full.stdout);
  const log = await readPatches(commits);
  const row = {
    commits: commits.length,
    'log -p, CPU s': Number(log.toFixed(1)),
    'index, CPU s': Number(full.cpu.toFixed(1)),
    ratio: Number((full.cpu / log).toFixed(2)),
    'nothing new, CPU s': Number(again.cpu.toFixed(2)),
    'nothing new, wall s': Number(again.wall.toFixed(2)),
    'peak MB': Math.round(full.peak),
  };
  console.table([row]);
  console.log('wall seconds by step:', sumSteps(full));
} finally {
  rmSync(store, { recursive: true, force: true });
}
