import { expect, test } from 'vitest';
import { once } from './once.ts';

test('a thing is made when it is first asked for, and once', async () => {
  let made = 0;
  const ask = once(() => Promise.resolve((made += 1)));
  expect(made).toBe(0);
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(1);
});

test('what failed is tried again, and everybody who waited hears why', async () => {
  let tried = 0;
  const ask = once(() => ((tried += 1) === 1 ? Promise.reject(new Error('busy')) : Promise.resolve('here')));
  const ends = await Promise.allSettled([ask(), ask()]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe('here');
});
