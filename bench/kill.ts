/**
 * Kills `index` and `select` with SIGKILL at random moments on a real repository and compares what the next call
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
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const whole = join(cwd, 'whole');
const indexTime = await timeCli(indexOf(whole), { cwd, store: whole });
const selectStart = performance.now();
const undisturbed = await runCli(selectOf(whole), { cwd });
const selectTime = performance.now() - selectStart;
console.log(`undisturbed: index ${seconds(indexTime)}, select ${seconds(selectTime)}, ${hash(undisturbed.stdout)}`);

let wrong = undisturbed.code === 0 ? 0 : 1;
const half = Math.ceil(Number(count) / 2);
for (const moment of spreadMoments(half, indexTime, 11)) await tryKill('index', moment);
for (const moment of spreadMoments(Number(count) - half, selectTime, 13)) await tryKill('select', moment);
console.log(wrong === 0 ? `${count} kills, every answer the same` : `${wrong} answers differ`);
process.exit(wrong === 0 ? 0 : 1);

async function tryKill(command: 'index' | 'select', moment: number): Promise<void> {
  const store = join(cwd, 'store');
  rmSync(store, { recursive: true, force: true });
  if (command === 'select') cpSync(whole, store, { recursive: true });
  const killed = command === 'index' ? indexOf(store) : selectOf(store);
  const { wasKilled, stdout } = await killAndAsk({ killed, asked: selectOf(store), store, cwd, moment });
  const same = stdout === undisturbed.stdout;
  if (!same) wrong += 1;
  const how = wasKilled ? 'killed' : 'had ended';
  console.log(`${command} ${how} at ${seconds(moment)}: ${same ? 'same' : 'DIFFERENT'} ${hash(stdout)}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
