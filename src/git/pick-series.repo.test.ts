import { describe, expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import { openRepository } from './repository.ts';

const lines = (changed: Readonly<Record<number, string>>): string =>
  Array.from({ length: 30 }, (_, at) => `${changed[at + 1] ?? `line ${at + 1}`}\n`).join('');

describe('a series of picks', () => {
  it('gives patches of the branch that git am takes without a merge, and passes over what does not apply', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { 'a.c': lines({}), 'b.c': 'b\n' } });
    repo.branch('stable');
    repo.commit({ message: 'own', files: { 'a.c': lines({ 8: 'EIGHT' }) } });
    repo.branch('main');
    const first = repo.commit({ message: 'first', files: { 'a.c': lines({ 10: 'ten' }) } });
    const clash = repo.commit({ message: 'clash', files: { 'a.c': lines({ 8: 'eight', 10: 'ten' }) } });
    const second = repo.commit({ message: 'second', files: { 'a.c': lines({ 8: 'eight', 10: 'Ten' }) } });
    const taken = repo.commit({ message: 'b', files: { 'b.c': 'c\n' } });
    repo.branch('stable');
    repo.pick(taken);
    const before = repo.git(['count-objects']);
    const repository = await openRepository(repo.dir);
    const series = repository.startSeries(repo.id('stable'));
    const steps = [await series.pick(first), await series.pick(clash), await series.pick(second)];
    const kinds = steps.map(({ kind }) => kind);
    expect([...kinds, (await series.pick(taken)).kind]).toEqual(['picked', 'conflict', 'picked', 'already-there']);
    expect(steps[1]).toMatchObject({ paths: ['a.c'] });
    const patches = await Promise.all(steps.flatMap((step) => (step.kind === 'picked' ? [series.patch(step)] : [])));
    await series.close();
    await repository.close();
    expect(repo.git(['count-objects'])).toBe(before);
    for (const patch of patches) repo.git(['apply', '--index', '-'], { input: patch });
    expect(repo.git(['show', ':a.c'])).toBe(lines({ 8: 'EIGHT', 10: 'Ten' }).trim());
  });

  it('leaves files as they are on the branch where they alone conflict, and those only', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { 'a.c': 'a\n', NEWS: 'one\n', 'old.txt': 'x\n' } });
    repo.branch('stable');
    repo.commit({ message: 'own', files: { NEWS: 'own\n', 'old.txt': null } });
    repo.branch('main');
    const files = { 'a.c': 'b\n', NEWS: 'two\n', 'old.txt': 'y\n', 'new.c': 'n\n' };
    const fix = repo.commit({ message: 'fix', files });
    const both = repo.commit({ message: 'both', files: { 'a.c': 'c\n', NEWS: 'three\n' } });
    const repository = await openRepository(repo.dir);
    const series = repository.startSeries(repo.id('stable'));
    expect(await series.pick(fix, ['NEWS'])).toMatchObject({ kind: 'conflict', paths: ['NEWS', 'old.txt'] });
    const step = await series.pick(fix, ['NEWS', 'old.txt']);
    if (step.kind !== 'picked') throw new Error(step.kind);
    const patch = (await series.patch(step)).toString();
    expect([...patch.matchAll(/^diff --git a\/(\S+)/gm)].map(([, path]) => path)).toEqual(['a.c', 'new.c']);
    expect((await series.pick(both, ['NEWS'])).kind).toBe('picked');
    await series.close();
    await repository.close();
  });

  it('says why a commit that is not here or is a merge cannot be picked', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'base', files: { a: 'a\n' } });
    repo.branch('side');
    repo.commit({ message: 'side', files: { b: 'b\n' } });
    repo.branch('main');
    repo.commit({ message: 'on', files: { c: 'c\n' } });
    const merge = repo.merge('side', 'merge');
    const repository = await openRepository(repo.dir);
    const series = repository.startSeries(repo.id('side'));
    expect(await series.pick(merge)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('is a merge') });
    await series.close();
    await repository.close();
  });
});
