import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDemoRepository } from '../../tools/demo-repo.ts';
import { runCli } from '../testing/cli.ts';
import { killAndAsk, spreadMoments, timeCli } from '../testing/kill.ts';
import { makeFolder } from '../testing/repo.ts';

const cwd = makeFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const demo = await buildDemoRepository(join(cwd, 'demo.git'));
const whole = join(cwd, 'whole');
const indexOf = (store: string) => ['index', '--repo', demo.dir, '--store', store];
const selectOf = (store: string) => ['select', demo.range, '--json', '--repo', demo.dir, '--store', store];

const indexTime = await timeCli(indexOf(whole), { cwd, store: whole });
const undisturbed = await runCli(selectOf(whole), { cwd });

describe('kill -9', () => {
  it('has an undisturbed answer to be compared with', () => {
    expect(undisturbed.code).toBe(0);
    expect(JSON.parse(undisturbed.stdout).commits.length).toBeGreaterThan(20);
  });

  it('of index at any moment leaves a store from which the same answer comes', async () => {
    const store = join(cwd, 'index');
    let kills = 0;
    for (const moment of spreadMoments(6, indexTime, 3)) {
      rmSync(store, { recursive: true, force: true });
      const outcome = await killAndAsk({ killed: indexOf(store), asked: selectOf(store), store, cwd, moment });
      expect(outcome.stdout).toBe(undisturbed.stdout);
      kills += outcome.wasKilled ? 1 : 0;
    }
    expect(kills).toBeGreaterThan(2);
  });

  it('of index again and again on one store still ends with the same answer', async () => {
    const store = join(cwd, 'again');
    for (const moment of spreadMoments(4, indexTime, 5))
      await killAndAsk({
        killed: indexOf(store),
        asked: ['status', '--repo', demo.dir, '--store', store],
        store,
        cwd,
        moment,
      });
    expect((await runCli(selectOf(store), { cwd })).stdout).toBe(undisturbed.stdout);
  });

  it('of select changes nothing', async () => {
    const store = join(cwd, 'select');
    cpSync(whole, store, { recursive: true });
    for (const moment of spreadMoments(3, indexTime / 3, 7)) {
      const outcome = await killAndAsk({ killed: selectOf(store), asked: selectOf(store), store, cwd, moment });
      expect(outcome.stdout).toBe(undisturbed.stdout);
    }
  });

  it('of facts costs no answer: the next call goes on from what was kept', async () => {
    const factsOf = (store: string) => ['facts', demo.range, '--json', '--repo', demo.dir, '--store', store];
    const [first, store] = [join(cwd, 'facts-whole'), join(cwd, 'facts')];
    cpSync(whole, first, { recursive: true });
    const start = performance.now();
    const calm = await runCli(factsOf(first), { cwd });
    const span = performance.now() - start;
    expect(calm.stdout.trim().split('\n').length).toBeGreaterThan(20);
    cpSync(whole, store, { recursive: true });
    let kills = 0;
    for (const moment of spreadMoments(3, span, 9)) {
      const outcome = await killAndAsk({ killed: factsOf(store), asked: factsOf(store), store, cwd, moment });
      expect(outcome).toMatchObject({ code: 0, stdout: calm.stdout });
      kills += outcome.wasKilled ? 1 : 0;
      rmSync(store, { recursive: true });
      cpSync(whole, store, { recursive: true });
    }
    expect(kills).toBeGreaterThan(0);
  });
});
