import { expect, test } from 'vitest';
import { parseSha } from '../../git/index.ts';
import type { Step, StepStore } from '../steps/index.ts';
import { makeKeeper } from './keeper.ts';

const sha = parseSha('b'.repeat(40));
const plan = { kind: 'answer', member: 'analyst first', inputs: ['prompt', 'model'] } as const;

function makeStore(): StepStore & { readonly steps: Step[] } {
  const steps: Step[] = [];
  const never = () => Promise.reject(new Error('not used here'));
  return {
    steps,
    saveStep: async (step) => void steps.push(step),
    loadStep: async (run, key) => steps.find((step) => step.run === run && step.key === key),
    findStep: async (key) => steps.findLast((step) => step.key === key),
    beginCall: never,
    endCall: never,
    loadRun: never,
    listRuns: never,
    loadLatest: () => {
      throw new Error('not used here');
    },
    loadSteps: () => {
      throw new Error('not used here');
    },
    replies: { load: never, save: never },
    close: never,
  };
}

const counted = () => {
  let made = 0;
  return { make: async () => ({ made: (made += 1) }), times: () => made };
};

test('a step of a run is made once; other inputs are another step', async () => {
  const keeper = makeKeeper({ store: makeStore(), run: 'r', reuse: () => false });
  const { make, times } = counted();
  expect(await keeper.once(sha, plan, { make })).toEqual({ made: 1 });
  expect(await keeper.once(sha, plan, { make })).toEqual({ made: 1 });
  expect(await keeper.once(sha, { ...plan, inputs: ['prompt', 'another model'] }, { make })).toEqual({ made: 2 });
  expect(await keeper.once(parseSha('c'.repeat(40)), plan, { make })).toEqual({ made: 3 });
  expect(times()).toBe(3);
});

test('an outcome that ends nothing is made again', async () => {
  const store = makeStore();
  const keeper = makeKeeper({ store, run: 'r', reuse: () => true });
  const { make, times } = counted();
  await keeper.once(sha, plan, { make, keep: () => false });
  await keeper.once(sha, plan, { make });
  expect(times()).toBe(2);
  expect(store.steps).toHaveLength(1);
});

test('an earlier run lends what stands, and it becomes part of this run', async () => {
  const store = makeStore();
  const { make, times } = counted();
  await makeKeeper({ store, run: 'old', reuse: () => true }).once(sha, plan, { make });
  await makeKeeper({ store, run: 'new', reuse: () => true }).once(sha, plan, { make });
  await makeKeeper({ store, run: 'strict', reuse: () => false }).once(sha, plan, { make });
  expect(times()).toBe(2);
  expect(store.steps.map(({ run }) => run)).toEqual(['old', 'new', 'strict']);
});
