import { renderBacktestPage } from '../mail/index.ts';
import type { BacktestAnswer } from './backtest.ts';
import { lastDayBefore } from './dates.ts';
import { writeFiles } from './files.ts';

/** Writes backtest.html and backtest.json; returns their paths. */
export async function writeBacktest(answer: BacktestAnswer, folder: string): Promise<readonly string[]> {
  const { numbers, result, mainline } = answer;
  const title = { since: numbers.since.slice(0, 10), until: lastDayBefore(numbers.until), mainline };
  return writeFiles(folder, [
    { name: 'backtest.html', content: renderBacktestPage(result, title) },
    { name: 'backtest.json', content: `${JSON.stringify(numbers, undefined, 2)}\n` },
  ]);
}
