import { makeRepo, type TestRepo } from './repo.ts';

/** A mainline of 80 commits in three releases and one stable branch, `stable-1.0`, that took every fix. */
export function makeProject(): TestRepo {
  const repo = makeRepo();
  for (let at = 0; at < 80; at++) {
    const fix = at % 4 === 3;
    const file = `src/part${at % 5}.c`;
    const message = fix
      ? `part${at % 5}: fix a leak in step ${at}\n\nThe buffer of step ${at} was never freed.\n\nFixes: ${repo.id('HEAD').slice(0, 12)} ("${repo.git(['log', '-1', '--format=%s'])}")\n`
      : `part${at % 5}: add step ${at}\n\nStep ${at} does something new.\n`;
    repo.commit({ message, files: { [file]: `int step${at}(void)\n{\n\treturn ${at};\n}\n` } });
    if (at % 30 === 29) repo.tag(`v1.${Math.floor(at / 30)}`, 'a release');
  }
  repo.branch('stable-1.0', 'v1.0');
  const fixes = repo.git(['log', '--reverse', '--format=%H', '--grep=fix a leak', 'v1.0..main']).split('\n');
  for (const fix of fixes)
    repo.commit({ message: `${repo.git(['log', '-1', '--format=%B', fix])}\n\n(cherry picked from commit ${fix})\n` });
  repo.branch('main');
  return repo;
}
