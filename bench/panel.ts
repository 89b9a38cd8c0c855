/**
 * The panel under faults and kills, and what it costs beside the models.
 *
 *   node bench/panel.ts storm REPO STORE FOLDER [COMMITS [KILLS]]   faults in a fifth of all calls, kill -9 at random moments
 *   node bench/panel.ts calm REPO STORE FOLDER [COMMITS]            no faults: CPU a commit, memory by commits
 *
 * REPO and STORE are a repository and its index (copied, never written to); FOLDER is emptied. Four members sit on two fake
 * services of two protocols, streaming. A storm adds the 20 commits of the whole history that change most lines, and one of the
 * services takes no question beyond 16,000 tokens and does not say so before. Exit code 1 when a commit was lost or an answered question was asked again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { estimateTokens } from '../src/models/language/tokens.ts';
import type { Turn } from '../src/testing/model-server/turns.ts';
import { calls, judged, letsStand, startPanelService, type PanelQuestion } from '../src/testing/panel-service.ts';
import type { WorkerEnd } from './panel/worker.ts';

const [mode, repoArg, storeArg, folderArg, count = '1000', killCount = '10'] = process.argv.slice(2);
if (repoArg === undefined || storeArg === undefined || folderArg === undefined || !['storm', 'calm'].includes(mode)) {
  process.stderr.write('usage: node bench/panel.ts storm|calm REPO STORE FOLDER [COMMITS [KILLS]]\n');
  process.exit(2);
}
const folder = resolve(folderArg);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const store = join(folder, 'store');
cpSync(storeArg, store, { recursive: true });

/** Four bytes of a hash as a share from 0 to 1: the same question meets the same luck. */
const luckOf = (...parts: readonly unknown[]): number =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE() / 2 ** 32;

/** Looks once or twice, then votes by the commit; one member in eight sees it otherwise. */
function answer(question: PanelQuestion): Turn {
  const { round, mayCall, found, sha, subject, role } = question;
  if (round === 'refutation') return letsStand(question);
  if (mayCall && found.length === 0) return calls('show_commit', { commit: sha });
  const path = /^\+\+\+ b\/(\S+)$/m.exec(question.text)?.[1];
  if (mayCall && found.length === 1 && path !== undefined && luckOf(sha, role) < 0.3)
    return calls('log_path', { path });
  const vote = luckOf(sha, role, 'dissent') < 0.125 ? 'unsure' : luckOf(sha) < 0.5 ? 'yes' : 'no';
  const own = luckOf(sha, role, 'other') < 0.05 && vote !== 'unsure' ? (vote === 'yes' ? 'no' : 'yes') : vote;
  const citations = [{ kind: 'message' as const, at: '', quote: subject.slice(0, 300) }];
  return judged({ vote: own, claims: [{ text: 'The subject says so.', weighs: 'for', citations }] });
}

const FAULTS: Readonly<Record<string, Turn>> = {
  '429 with Retry-After': { fault: { status: 429, headers: { 'retry-after-ms': '30' } } },
  '500': { fault: { status: 500 } },
  hang: { fault: 'hang' },
  'cut stream': { fault: 'cut-stream' },
  'cut connection': { fault: 'cut-connection' },
  'failing stream': { fault: 'failing-stream' },
  'invalid JSON': { fault: 'broken-json' },
  'wrong protocol': { fault: 'wrong-shape' },
  'wrong schema': { say: '', calls: [{ name: 'submit_judgement', input: { vote: 'aye', claims: 'many' } }] },
  'broken call': { say: '', calls: [{ name: 'submit_judgement', input: '{"vote": ' }] },
  'empty answer': { say: '' },
  refusal: { refuse: 'I cannot help with that.' },
  'cut at the limit': { say: 'It is long', cutAtLimit: true },
};
/** What a service says to a question that is longer than it takes. */
const TOO_LONG: Turn = {
  fault: {
    status: 400,
    body: JSON.stringify({
      error: { type: 'invalid_request_error', code: 'context_length_exceeded', message: 'prompt is too long' },
    }),
  },
};
const MOST_TOKENS = 16_000;
const BIG = '20';
const NAMES = Object.keys(FAULTS);
const SHARE = 0.2;

const met: Record<string, number> = {};
const tries = new Map<string, number>();
/** A fault for a fifth of the calls, drawn anew for every attempt; one conversation in fifty only calls tools. */
function stormy(question: PanelQuestion): Turn {
  const { hash, sha, role, mayCall } = question;
  const attempt = (tries.get(hash) ?? 0) + 1;
  tries.set(hash, attempt);
  if (['sceptic', 'domain'].includes(role) && estimateTokens(question.text) > MOST_TOKENS) {
    met['too long'] = (met['too long'] ?? 0) + 1;
    return TOO_LONG;
  }
  if (luckOf(hash, attempt) < SHARE) {
    const name = NAMES[Math.floor(luckOf(hash, attempt, 'kind') * NAMES.length)];
    met[name] = (met[name] ?? 0) + 1;
    return FAULTS[name];
  }
  if (mayCall && question.round === 'judgement' && luckOf(sha, role, 'loop') < 0.02) {
    met['tool loop'] = (met['tool loop'] ?? 0) + 1;
    return calls('show_commit', { commit: sha });
  }
  return answer(question);
}

let left = Number.POSITIVE_INFINITY;
let running: ChildProcess | undefined;
/** When each question was answered, and when the last kill came: what is asked again must have been under way then. */
const answeredAt = new Map<string, number>();
let killedAt = 0;
let [again, oldest] = [0, 0];
const service = await startPanelService((question) => {
  left -= 1;
  const before = answeredAt.get(question.hash);
  if (before !== undefined && before < killedAt) {
    again += 1;
    oldest = Math.max(oldest, killedAt - before);
  }
  const turn = mode === 'storm' ? stormy(question) : answer(question);
  if (!('fault' in turn)) answeredAt.set(question.hash, performance.now());
  if (left === 0) {
    killedAt = performance.now();
    running?.kill('SIGKILL');
  }
  return turn;
}, 0);

const config = join(folder, 'panel.toml');
const limits = 'timeout_seconds = 3\nretries = 3\nmax_wait_seconds = 0.2\nconcurrency = 16\n';
const model = (kind: string): string =>
  `[[models]]\nname = "${kind}"\nkind = "${kind}"\nmodel = "fake"\nurl = "${service.url}/v1"\nkey_env = "BENCH_KEY"\n${limits}`;
const seat = ([role, on, tools]: readonly [string, string, boolean]): string =>
  `[[members]]\nname = "${role}"\nrole = "${role}"\nmodel = "${on}"\ntools = ${tools}\n`;
const SEATS = [
  ['analyst', 'anthropic', true],
  ['sceptic', 'openai', true],
  ['security', 'anthropic', false],
  ['domain', 'openai', true],
] as const;
writeFileSync(
  config,
  ['[panel]\nconcurrency = 8\n', model('anthropic'), model('openai'), ...SEATS.map(seat)].join('\n'),
);

/** One call of the asking process; undefined when it was killed. */
function work(): Promise<WorkerEnd | undefined> {
  const worker = join(import.meta.dirname, 'panel', 'worker.ts');
  const flags = [
    '--expose-gc',
    ...(process.env['BENCH_PROFILE'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]),
  ];
  const child = spawn(
    process.execPath,
    [...flags, worker, resolve(repoArg), store, config, count, ...(mode === 'storm' ? [BIG] : [])],
    {
      env: { ...process.env, BENCH_KEY: 'bench-key' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running = child;
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return new Promise((done, fail) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') done(undefined);
      else if (code === 0) done(JSON.parse(text) as WorkerEnd);
      else fail(new Error(`the asking process ended with ${code ?? signal}`));
    });
  });
}

const tally = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

let kills = 0;
if (mode === 'storm') {
  // At random moments of the work that is left, told by the number of questions.
  const each = (Number(count) * 8) / (Number(killCount) + 1);
  for (let at = 0; at < Number(killCount); at++) {
    left = Math.ceil(2 * each * luckOf('kill', at)) + 1;
    if ((await work()) === undefined) kills += 1;
    console.log(`killed ${kills} times after ${service.asked.length} questions`);
  }
}
left = Number.POSITIVE_INFINITY;
const end = await work();
if (end === undefined) throw new Error('the last call was killed');
const answeredTwice = [...service.answered.values()].filter((times) => times > 1).length;
const outcomes = tally(end.outcomes.map(([, outcome]) => outcome));
const reached = new Set(end.outcomes.map(([sha]) => sha)).size;
console.log({ commits: end.commits, reached, outcomes, silences: end.silences });
if (mode === 'storm') console.log({ big: { tokens: `at least ${end.big.tokens}`, outcomes: tally(end.big.outcomes) } });
console.log({
  questions: new Set(service.asked).size,
  calls: service.asked.length,
  faults: met,
  kills,
  // A question that takes longer than its timeout is asked again, too: a busy machine makes some of these.
  answeredTwice,
  // Answers that a killed process had not yet kept, and how long before the kill the first of them was given.
  againAfterKill: again,
  answeredBeforeKill: `${Math.round(oldest)} ms`,
});
const perCommit = (seconds: number): string => `${((1000 * seconds) / end.commits).toFixed(1)} ms`;
console.log({ cpu: `node ${perCommit(end.cpu.node)}, git ${perCommit(end.cpu.git)} a commit`, wall: end.wall });
console.log('commits, heap MB, resident MB:', end.memory.filter((_, at) => at % 5 === 4 || at === 0).join(' | '));
await service.close();
// What a killed process had been told and had not yet written is asked again: at most what was under way.
process.exit(reached === end.commits && again <= kills * 32 ? 0 : 1);
