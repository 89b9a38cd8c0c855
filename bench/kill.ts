/**
 * Kills `index`, `select` and `facts` with SIGKILL at random moments on a real repository and compares what the next call
 * prints with an undisturbed one, byte for byte.
 *
 *   node bench/kill.ts REPOSITORY RANGE FOLDER [MOMENTS]
 *
 * FOLDER is emptied and filled with stores. Exit code 1 when one answer differs.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCli } from '../src/testing/cli.ts';
import { killAndAsk, spreadMoments, timeCli } from '../src/testing/kill.ts';

const [repository, range, folder, count = '20'] = process.argv.slice(2);
if (repository === undefined || range === undefined || folder === undefined) {
  console.error('usage: node bench/kill.ts REPOSITORY RANGE FOLDER [MOMENTS]');
  process.exit(2);
}
const repo = resolve(repository);
const cwd = resolve(folder);
rmSync(cwd, { recursive: true, force: true });
mkdirSync(cwd, { recursive: true });

const indexOf = (store: string): string[] => ['index', '--quiet', '--repo', repo, '--store', store];
const selectOf = (store: string): string[] => ['select', range, '--json', '--quiet', '--repo', repo, '--store', store];
const factsOf = (store: string): string[] => ['facts', range, '--json', '--quiet', '--repo', repo, '--store', store];
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const whole = join(cwd, 'whole');
const indexTime = await timeCli(indexOf(whole), { cwd, store: whole });
const select = await timeAnswer(selectOf(whole));
const fresh = join(cwd, 'fresh');
cpSync(whole, fresh, { recursive: true });
const facts = await timeAnswer(factsOf(fresh));
console.log(`undisturbed: index ${seconds(indexTime)}, select ${select.says}, facts ${facts.says}`);

/** What is killed, how long it takes undisturbed, and what is asked afterwards. */
const plans = [
  { killed: 'index', of: indexOf, asked: selectOf, answer: select, span: indexTime, seed: 11 },
  { killed: 'select', of: selectOf, asked: selectOf, answer: select, span: select.time, seed: 13 },
  { killed: 'facts', of: factsOf, asked: factsOf, answer: facts, span: facts.time, seed: 17 },
] as const;
type Plan = (typeof plans)[number];

let wrong = [select, facts].filter(({ code }) => code !== 0).length;
const third = Math.ceil(Number(count) / plans.length);
for (const plan of plans) for (const moment of spreadMoments(third, plan.span, plan.seed)) await tryKill(plan, moment);
console.log(wrong === 0 ? `${third * plans.length} kills, every answer the same` : `${wrong} answers differ`);
process.exit(wrong === 0 ? 0 : 1);

async function timeAnswer(
  args: readonly string[],
): Promise<{ time: number; stdout: string; code: number; says: string }> {
  const start = performance.now();
  const { stdout, code } = await runCli(args, { cwd });
  const time = performance.now() - start;
  return { time, stdout, code: code ?? 1, says: `${seconds(time)} ${hash(stdout)}` };
}

async function tryKill({ killed, of, asked, answer }: Plan, moment: number): Promise<void> {
  const store = join(cwd, 'store');
  rmSync(store, { recursive: true, force: true });
  if (killed !== 'index') cpSync(whole, store, { recursive: true });
  const { wasKilled, stdout } = await killAndAsk({ killed: of(store), asked: asked(store), store, cwd, moment });
  const same = stdout === answer.stdout;
  if (!same) wrong += 1;
  const how = wasKilled ? 'killed' : 'had ended';
  console.log(`${killed} ${how} at ${seconds(moment)}: ${same ? 'same' : 'DIFFERENT'} ${hash(stdout)}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
