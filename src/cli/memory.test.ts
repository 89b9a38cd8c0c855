import { describe, expect, it } from 'vitest';
import { collectBetweenSteps } from './memory.ts';

const MEGABYTE = 1024 ** 2;

describe('memory between steps', () => {
  it('is collected where it grew, when a step begins and within long ones', () => {
    let held = 300 * MEGABYTE;
    const collected: string[] = [];
    const told: string[] = [];
    let now = '';
    const memory = {
      held: () => held,
      collect: () => {
        collected.push(now);
        held -= 150 * MEGABYTE;
      },
    };
    const progress = collectBetweenSteps(({ step, done }) => void told.push(`${step} ${done}`), memory);
    const tell = (step: string, done: number, grown: number): void => {
      held += grown * MEGABYTE;
      now = `${step} ${done}`;
      progress({ step, done, total: undefined, unit: 'commits' });
    };
    tell('load', 0, 0);
    tell('look', 0, 50);
    tell('look', 9000, 200);
    tell('look', 10_000, 0);
    tell('facts', 0, 0);
    tell('look', 0, 120);
    expect(collected).toEqual(['look 10000', 'look 0']);
    expect(told).toHaveLength(6);
  });
});
