import { renderBacktestPage } from '../mail/index.ts';
import type { BacktestAnswer } from './backtest.ts';
import { writeFiles } from './files.ts';

/** Writes backtest.html and backtest.json; returns their paths. */
export async function writeBacktest(answer: BacktestAnswer, folder: string): Promise<readonly string[]> {
  const { numbers, result, mainline } = answer;
  const title = { since: numbers.since.slice(0, 10), until: numbers.until.slice(0, 10), mainline };
  return writeFiles(folder, [
    { name: 'backtest.html', content: renderBacktestPage(result, title) },
    { name: 'backtest.json', content: `${JSON.stringify(numbers, undefined, 2)}\n` },
  ]);
}
