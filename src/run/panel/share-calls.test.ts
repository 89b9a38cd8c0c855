import { expect, it } from 'vitest';
import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { PanelTool } from '../../panel/index.ts';
import { shareCalls } from './share-calls.ts';

const { signal } = new AbortController();

/** A tool that counts how often it is run. */
function makeCounter(name: string) {
  const runs: unknown[] = [];
  const tool: PanelTool = {
    ...{ name, description: '', input: z.object({}) },
    run: (input) => {
      runs.push(input);
      if (JSON.stringify(input).includes('bad')) return Promise.reject(new ToolCallError('bad-input', 'write a path'));
      return Promise.resolve({ says: name, source: '', text: JSON.stringify(input) });
    },
  };
  return { runs, tool };
}

it('looks up what two members ask for once', async () => {
  const { runs, tool } = makeCounter('grep');
  const [shared] = shareCalls([tool]);
  const both = await Promise.all([shared.run({ text: 'a' }, signal), shared.run({ text: 'a' }, signal)]);
  expect(both[0]).toEqual(both[1]);
  expect(runs).toEqual([{ text: 'a' }]);
});

it('tells calls apart by tool and input', async () => {
  const [grep, log] = [makeCounter('grep'), makeCounter('log')];
  const [first, second] = shareCalls([grep.tool, log.tool]);
  const answers = [
    await first.run({ a: 1 }, signal),
    await first.run({ a: 2 }, signal),
    await second.run({ a: 1 }, signal),
  ];
  expect(answers.map(({ says, text }) => says + text)).toEqual(['grep{"a":1}', 'grep{"a":2}', 'log{"a":1}']);
});

it('refuses a wrong call to everybody who makes it', async () => {
  const [shared] = shareCalls([makeCounter('grep').tool]);
  await expect(shared.run({ path: 'bad' }, signal)).rejects.toThrow(ToolCallError);
  await expect(shared.run({ path: 'bad' }, signal)).rejects.toThrow(ToolCallError);
});
