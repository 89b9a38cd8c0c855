import type { Budget } from '../../config-panel.ts';
import { UsageError } from '../../errors.ts';
import type { LanguageModel, LanguageModelConfig, Meter, MeterReading, Prices } from '../../models/index.ts';

/** What a question will take at most, estimated. */
interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Keeps a run within its budget. A question is let through when what was spent, what is being asked and the question itself at its
 * dearest fit into it, so that a budget is not exceeded by more than what services count differently from us.
 */
export interface Purse {
  /** Reserves the question when true; the model given back by `watch` releases it. */
  mayAsk(model: string, next: Estimate): boolean;
  /** The same model, which releases what was reserved for each of its questions. */
  watch(model: LanguageModel): LanguageModel;
  readonly spent: { readonly microUsd: number; readonly tokens: number };
}

export interface PurseOptions {
  readonly budget: Budget;
  readonly models: readonly LanguageModelConfig[];
  readonly meter: Meter;
  /** What earlier calls of the same run took. */
  readonly before: { readonly microUsd: number; readonly tokens: number };
}

type Reserved = PurseOptions['before'];

/** UsageError `budget-without-prices` for a budget in money and a model whose price nobody said. */
export function makePurse({ budget, models, meter, before }: PurseOptions): Purse {
  const prices = new Map(models.map((model) => [model.name, model.prices]));
  if (budget.microUsd !== undefined) demandPrices(prices);
  const reserved = new Map<string, Reserved[]>();
  const spent = () => addReading(before, meter.total);
  return {
    get spent() {
      return spent();
    },
    mayAsk(model, next) {
      const wanted = { tokens: next.inputTokens + next.outputTokens, microUsd: priceOf(next, prices.get(model)) };
      const taken = [...reserved.values()].flat().reduce(addTaken, addTaken(spent(), wanted));
      if (taken.tokens > (budget.tokens ?? Infinity) || taken.microUsd > (budget.microUsd ?? Infinity)) return false;
      reserved.set(model, [...(reserved.get(model) ?? []), wanted]);
      return true;
    },
    watch: (model) => ({
      ...model,
      ask: async (request) => {
        try {
          return await model.ask(request);
        } finally {
          reserved.set(model.name, (reserved.get(model.name) ?? []).slice(1));
        }
      },
    }),
  };
}

function demandPrices(prices: ReadonlyMap<string, Prices | undefined>): void {
  for (const [name, price] of prices)
    if (price === undefined)
      throw new UsageError(
        'budget-without-prices',
        `a budget in dollars needs to know what model ${name} costs: give it prices = { input, output } (dollars for a million tokens), or a budget in tokens`,
      );
}

const addReading = (before: PurseOptions['before'], reading: MeterReading): PurseOptions['before'] => ({
  microUsd: before.microUsd + reading.microUsd,
  tokens: before.tokens + reading.inputTokens + reading.outputTokens,
});

const addTaken = (a: Reserved, b: Reserved): Reserved => ({
  tokens: a.tokens + b.tokens,
  microUsd: a.microUsd + b.microUsd,
});

/** Millionths of a dollar: prices are dollars for a million tokens. */
const priceOf = ({ inputTokens, outputTokens }: Estimate, price: Prices | undefined): number =>
  inputTokens * (price?.input ?? 0) + outputTokens * (price?.output ?? 0);
