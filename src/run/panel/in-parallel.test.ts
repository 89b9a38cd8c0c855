import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('all items are worked on, never more at a time than allowed', async () => {
  let now = 0;
  let most = 0;
  const work = async (item: number): Promise<number> => {
    most = Math.max(most, (now += 1));
    for (let turn = 0; turn < (item % 3) + 1; turn += 1) await Promise.resolve();
    now -= 1;
    return item * 2;
  };
  const done = await collect(inParallel([1, 2, 3, 4, 5, 6, 7], { width: 3, work }));
  expect(done.toSorted((a, b) => a - b)).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(most).toBe(3);
});

test('no items are no work', async () => {
  expect(await collect(inParallel([], { width: 3, work: () => Promise.resolve(1) }))).toEqual([]);
});

test('a failure is thrown once what was under way has ended, and nothing new is begun', async () => {
  const ended: number[] = [];
  const work = async (item: number): Promise<number> => {
    if (item === 2) throw new Error('two');
    await Promise.resolve();
    await Promise.resolve();
    ended.push(item);
    return item;
  };
  await expect(collect(inParallel([1, 2, 3, 4, 5, 6], { width: 3, work }))).rejects.toThrow('two');
  expect(ended).toEqual([1, 3]);
});
