import { expect, test } from 'vitest';
import { chooseGate } from './gate.ts';

const reach = Array.from({ length: 100 }, (_, at) => 0.99 - at / 200);

test('a higher recall opens the gate wider', () => {
  expect(chooseGate({ reach }, 0.9).value).toBeCloseTo(0.545);
  expect(chooseGate({ reach }, 0.95).value).toBeCloseTo(0.52);
  expect(chooseGate({ reach }, 1).value).toBeCloseTo(0.495);
  expect(chooseGate({ reach }, 0.95).why).toContain('95 in 100');
});

test('too little of a past asks about every commit, and says why', () => {
  const gate = chooseGate({ reach: reach.map(() => 0) }, 0.95);
  expect(gate.value).toBe(0);
  expect(gate.why).toContain('every commit is asked about');
});
