import { afterAll, expect, it } from 'vitest';
import { openRepository } from '../../git/index.ts';
import { sketchHistory } from '../../testing/history.ts';
import { makeRepo } from '../../testing/repo.ts';
import { readTexts } from './lesson.ts';

const repo = makeRepo();
afterAll(() => repo.remove());
repo.commit({ message: 'start', files: { 'a.c': 'int x;\n' } });

it('messages that cannot be read are told, with the reason', async () => {
  const history = sketchHistory({ commits: [{ sha: 'a1', day: '2024-01-01', subject: 'net: fix a leak' }] });
  const repository = await openRepository(repo.dir);
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  await readTexts({ repository, note, progress: () => {}, signal: new AbortController().signal }, history, [0]);
  await repository.close();
  expect(notes).toEqual([expect.stringMatching(/messages of 1 commit cannot be read \(.+\): subjects alone/)]);
});
