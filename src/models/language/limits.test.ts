import { describe, expect, it } from 'vitest';
import { makeSkippingClock } from '../../testing/skipping-clock.ts';
import { Gate } from './gate.ts';
import { Meter } from './meter.ts';
import { priceOf } from './price.ts';
import { parseRetryAfter, planWait } from './retry.ts';

const terms = { retries: 4, maxWait: 60_000 };
const never = new AbortController().signal;

describe('waits between attempts', () => {
  const wait = (attempt: number, chance: number, retryAfter?: number) =>
    planWait({ attempt, chance, retryAfter }, terms);

  it('double each time, half of them by chance, and end at the longest', () => {
    expect([1, 2, 3, 4].map((attempt) => wait(attempt, 0))).toEqual([500, 1000, 2000, 4000]);
    expect([1, 2, 3, 4].map((attempt) => wait(attempt, 1))).toEqual([1000, 2000, 4000, 8000]);
    expect(planWait({ attempt: 30, chance: 1, retryAfter: undefined }, { ...terms, retries: 99 })).toBe(60_000);
  });

  it('end with the last attempt', () => {
    expect(wait(5, 0)).toBeUndefined();
    expect(wait(5, 0, 10)).toBeUndefined();
  });

  it('are never shorter than the service asks, and at most a tenth longer', () => {
    expect(wait(1, 0, 7000)).toBe(7000);
    expect(wait(1, 0.999, 7000)).toBeLessThanOrEqual(7700);
    expect(wait(1, 0, 60_001)).toBeUndefined();
  });

  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '120', 'retry-after': '3' }, 120],
    [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('are read from %j', (headers, expected) => {
    expect(parseRetryAfter(headers as Record<string, string> | undefined, Date.UTC(2026, 10, 22, 10))).toBe(expected);
  });
});

describe('a gate', () => {
  it('lets through as many at once as it is told, in order of arrival', async () => {
    const gate = new Gate({ concurrency: 2, requestsPerMinute: undefined }, makeSkippingClock());
    const order: number[] = [];
    const enter = async (who: number) => {
      const leave = await gate.enter(never);
      order.push(who);
      return leave;
    };
    const [first, second] = [await enter(1), await enter(2)];
    const waiting = [enter(3), enter(4)];
    await Promise.resolve();
    expect(order).toEqual([1, 2]);
    second();
    await waiting[0];
    expect(order).toEqual([1, 2, 3]);
    first();
    await waiting[1];
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('begins no more within any minute than it is told', async () => {
    const clock = makeSkippingClock();
    const gate = new Gate({ concurrency: 3, requestsPerMinute: 3 }, clock);
    const begun: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      (await gate.enter(never))();
      begun.push(clock.now());
    }
    for (let i = 3; i < begun.length; i += 1) expect(begun[i] - begun[i - 3]).toBeGreaterThanOrEqual(60_000);
    expect(clock.waits).toEqual([60_000, 60_000]);
  });

  it('keeps everybody out for as long as the service asked', async () => {
    const clock = makeSkippingClock();
    const gate = new Gate({ concurrency: 3, requestsPerMinute: undefined }, clock);
    gate.closeFor(5000);
    gate.closeFor(2000);
    await gate.enter(never);
    expect(clock.waits).toEqual([5000]);
  });

  it('forgets who stopped waiting, and keeps the place for the next', async () => {
    const gate = new Gate({ concurrency: 1, requestsPerMinute: undefined }, makeSkippingClock());
    const leave = await gate.enter(never);
    const stop = new AbortController();
    const stopped = gate.enter(stop.signal);
    const next = gate.enter(never);
    stop.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    leave();
    await expect(next).resolves.toBeTypeOf('function');
  });
});

describe('prices', () => {
  const prices = { input: 3, cachedInput: 0.3, output: 15 };

  it('are millionths of a dollar, whole, cached tokens cheaper', () => {
    const usage = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 0 };
    expect(priceOf(usage, prices)).toBe(3_000_000);
    expect(priceOf({ ...usage, cachedInputTokens: 1_000_000 }, prices)).toBe(300_000);
    expect(priceOf({ ...usage, cachedInputTokens: 1_000_000 }, { ...prices, cachedInput: undefined })).toBe(3_000_000);
    expect(priceOf({ inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, { ...prices, input: 0.04 })).toBe(15);
  });

  it('are unknown without a price or without tokens, and never zero for that', () => {
    expect(priceOf(undefined, prices)).toBeUndefined();
    expect(priceOf({ inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, undefined)).toBeUndefined();
  });
});

describe('a meter', () => {
  it('adds up each model and all of them, and says what nobody could count', () => {
    const meter = new Meter();
    const usage = { inputTokens: 10, cachedInputTokens: 4, outputTokens: 2 };
    meter.count('a', { spent: { usage, microUsd: 7, ms: 1, attempts: 1 }, failed: false });
    meter.count('a', { spent: { usage, microUsd: 8, ms: 1, attempts: 3 }, failed: true });
    meter.count('b', { spent: { usage: undefined, microUsd: undefined, ms: 1, attempts: 1 }, failed: false });
    expect([...meter.models.keys()]).toEqual(['a', 'b']);
    expect(meter.models.get('a')).toMatchObject({
      questions: 2,
      failed: 1,
      attempts: 4,
      inputTokens: 20,
      microUsd: 15,
    });
    expect(meter.total).toEqual({
      questions: 3,
      failed: 1,
      attempts: 5,
      inputTokens: 20,
      cachedInputTokens: 8,
      outputTokens: 4,
      uncounted: 1,
      microUsd: 15,
      unpriced: 1,
    });
  });
});
