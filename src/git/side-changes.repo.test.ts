import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import { openRepository } from './repository.ts';
import { findOverlaps } from './overlap.ts';
import { ScratchObjects } from './scratch-objects.ts';
import { parseSha } from './sha.ts';
import { readSideChanges } from './side-changes.ts';

/** A small generator of numbers, the same on every machine. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Few different lines, so that texts repeat as code does; now and then the same edit on both sides. */
function makeTexts(random: (below: number) => number): { base: string[]; ours: string[]; theirs: string[] } {
  const base = Array.from({ length: 14 }, () => 'abcdefgh'[random(8)]);
  const edit = (text: string[]): string[] => {
    const at = random(text.length);
    return text.toSpliced(at, random(3), ...Array.from({ length: random(3) }, () => 'ABab'[random(4)]));
  };
  const shared = random(4) === 0 ? edit(base) : base;
  return { base, ours: edit(shared), theirs: edit(shared) };
}

it("the changes that are found to overlap are those of git's own merges", async () => {
  using repo = makeRepo();
  const random = makeRandom(7);
  const texts = Array.from({ length: 150 }, () => makeTexts(random));
  const commitSide = (side: 'base' | 'ours' | 'theirs') =>
    repo.commit({
      message: side,
      files: Object.fromEntries(texts.map((text, at) => [`f${at}`, `${text[side].join('\n')}\n`])),
    });
  commitSide('base');
  repo.branch('stable');
  const onto = commitSide('ours');
  repo.branch('main');
  const commit = commitSide('theirs');
  const repository = await openRepository(repo.dir);
  const [outcome] = await Array.fromAsync(repository.picks([{ commit, onto }]));
  await repository.close();
  const conflicts = new Set(outcome?.kind === 'conflict' ? outcome.files.map(({ path }) => path) : []);

  const blobs = (revision: string) => texts.map((_, at) => parseSha(repo.git(['rev-parse', `${revision}:f${at}`])));
  const [base, ours, theirs] = ['main~1', onto, commit].map(blobs);
  const scratch = new ScratchObjects({ objects: join(repo.dir, '.git', 'objects'), objectFormat: 'sha1' });
  const sides = await readSideChanges(
    scratch,
    texts.map((_, at) => ({ base: base[at], ours: ours[at], theirs: theirs[at] })),
  );
  await scratch.close();
  const overlapping = sides.flatMap((side, at) =>
    findOverlaps(side.ours!, side.theirs!).length > 0 ? [`f${at}`] : [],
  );

  expect(conflicts.size).toBeGreaterThan(20);
  expect(conflicts.size).toBeLessThan(130);
  expect(overlapping.toSorted()).toEqual([...conflicts].toSorted());
});
