import type { Spent } from './types.ts';

/** Sums over questions to one model or to all. */
export interface MeterReading {
  readonly questions: number;
  /** Questions that ended without an answer; what they took is counted too. */
  readonly failed: number;
  readonly attempts: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Questions whose tokens nobody counted: they are estimated where there was an answer, and else 0. */
  readonly uncounted: number;
  readonly microUsd: number;
  /** Questions that have no known price; `microUsd` leaves them out. */
  readonly unpriced: number;
}

const ZERO: MeterReading = {
  questions: 0,
  failed: 0,
  attempts: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  uncounted: 0,
  microUsd: 0,
  unpriced: 0,
};

/** Counts tokens and money per model, while a run goes on. */
export class Meter {
  readonly #models = new Map<string, MeterReading>();

  count(model: string, outcome: { readonly spent: Spent; readonly failed: boolean }): void {
    this.#models.set(model, addReadings(this.#models.get(model) ?? ZERO, readingOf(outcome)));
  }

  /** By name of the model, in the order in which they were first asked. */
  get models(): ReadonlyMap<string, MeterReading> {
    return this.#models;
  }

  get total(): MeterReading {
    return [...this.#models.values()].reduce(addReadings, ZERO);
  }
}

const readingOf = ({ spent, failed }: { readonly spent: Spent; readonly failed: boolean }): MeterReading => ({
  questions: 1,
  failed: failed ? 1 : 0,
  attempts: spent.attempts,
  inputTokens: spent.usage?.inputTokens ?? 0,
  cachedInputTokens: spent.usage?.cachedInputTokens ?? 0,
  outputTokens: spent.usage?.outputTokens ?? 0,
  uncounted: spent.usage === undefined || spent.usage.estimated === true ? 1 : 0,
  microUsd: spent.microUsd ?? 0,
  unpriced: spent.microUsd === undefined ? 1 : 0,
});

const addReadings = (a: MeterReading, b: MeterReading): MeterReading => ({
  questions: a.questions + b.questions,
  failed: a.failed + b.failed,
  attempts: a.attempts + b.attempts,
  inputTokens: a.inputTokens + b.inputTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  uncounted: a.uncounted + b.uncounted,
  microUsd: a.microUsd + b.microUsd,
  unpriced: a.unpriced + b.unpriced,
});
