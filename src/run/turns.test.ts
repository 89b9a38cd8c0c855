import { expect, test } from 'vitest';
import { StoppedError } from '../errors.ts';
import { inTurns } from './turns.ts';

const collect = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

function* endless(): Generator<number, void, void> {
  for (let at = 0; ; at += 1) yield at;
}

test('every item comes, in order', async () => {
  expect(await collect(inTurns([1, 2, 3]))).toEqual([1, 2, 3]);
});

test('work that waits for nothing ends when its time is up', async () => {
  await expect(collect(inTurns(endless(), AbortSignal.timeout(50)))).rejects.toThrow(StoppedError);
});

test('nothing begins when its time was up before', async () => {
  await expect(collect(inTurns([1], AbortSignal.abort()))).rejects.toThrow(StoppedError);
});
