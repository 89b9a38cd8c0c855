import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StoppedError } from '../../errors.ts';
import { makeFolder, makeRepo, type TestRepo } from '../../testing/repo.ts';
import { checkFile, openReferences, type CheckedFile, type ReferenceBase } from './check-references.ts';

let repo: TestRepo;
let home: string;
let id: string;
let base: ReferenceBase;

beforeAll(async () => {
  repo = makeRepo();
  home = makeFolder();
  id = repo.commit({ message: 'net: fix leak of a buffer\n', files: { a: 'a' } }).slice(0, 12);
  base = await openReferences({
    ...{ repos: [repo.dir], mainline: undefined, unsaved: true, note: () => {} },
    ...{ force: false, trustId: false, asGiven: false, all: false },
    place: { named: undefined, env: {}, platform: 'linux', home },
  });
});

afterAll(() => {
  repo.remove();
  rmSync(home, { recursive: true, force: true });
});

const check = (text: string, signal?: AbortSignal): Promise<CheckedFile> =>
  checkFile({ ...base, signal }, { text, form: 'message' }, { strict: false, lenient: false });

test('every reference has its line, and all that are wrong are mended at once', async () => {
  const wrong = 'see 00000000ffff ("net: fix leak of a buffer"),\n';
  const text = `x: y\n\n${wrong}${wrong}# comment\n${wrong}`;
  const { places, repaired } = await check(text);
  expect(places.map(({ line }) => line)).toEqual([3, 4, 6]);
  expect(repaired).toBe(text.replaceAll('00000000ffff', id));
});

test('a text of thousands of references ends when its time is up', async () => {
  const text = `x: y\n\n${`see ${id} ("net: fix leak of a buffer"),\n`.repeat(4000)}`;
  await expect(check(text, AbortSignal.timeout(1))).rejects.toThrow(StoppedError);
  await expect(check(text, AbortSignal.abort())).rejects.toThrow(StoppedError);
  const { places } = await check(text);
  expect(places.at(-1)?.line).toBe(4002);
});
