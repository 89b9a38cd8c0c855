import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fullSha, sketchHistory } from '../../testing/history.ts';
import { sketchReview } from '../../testing/reviews.ts';
import { openSteps } from '../steps/index.ts';
import { readPast } from './past.ts';

const DAY = 86_400;
const commits = ['a', 'b', 'c'].map((sha) => ({ sha, day: '1970-01-02' }));
const history = sketchHistory({
  commits,
  reviews: [sketchReview({ commit: fullSha('a'), at: 10 * DAY }), sketchReview({ commit: fullSha('b'), at: 30 * DAY })],
});

async function pastOf(finishedAt: number | undefined): Promise<readonly (number | undefined)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'autosel-past-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const steps = await openSteps({ folder, mode: 'write' });
  const run = { id: 'aaaabbbbcccc', question: 'ask' as const, startedAt: DAY };
  await steps.beginCall({ ...run, request: {}, commits: 3 });
  for (const [at, { sha }] of commits.entries()) {
    const step = { run: run.id, sha: fullSha(sha), kind: 'verdict' as const, member: '', key: sha };
    await steps.saveStep({ ...step, body: { triage: at, yesShare: 1 } });
  }
  if (finishedAt !== undefined) await steps.endCall(run.id, { at: finishedAt, done: 3 });
  const past = await readPast(steps, { history, asOf: 90 * DAY });
  await steps.close();
  return past.map(({ triage }) => triage);
}

test('members who may have read what people said about a commit teach nothing by their verdict on it', async () => {
  expect(await pastOf(5 * DAY)).toEqual([0, 1, 2]);
  expect(await pastOf(20 * DAY)).toEqual([1, 2]);
  expect(await pastOf(40 * DAY)).toEqual([2]);
  expect(await pastOf(undefined)).toEqual([2]);
});
