import type { Sha } from '../git/index.ts';
import { makeRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';
import type { Measures, Terms } from '../history/index.ts';

/** A small project: mainline with releases, and the branch `stable-1.0` with copies of every second commit behind v1.0. */
export interface Project extends TestRepo {
  /** Mainline commits, oldest first. */
  readonly mainline: Sha[];
  readonly word: string;
}

export function makeProject(word = 'part'): Project {
  const repo = makeRepo();
  const mainline: Sha[] = [];
  const project = Object.assign(repo, { mainline, word });
  for (let at = 0; at < 6; at += 1) addCommit(project, at);
  repo.tag('v1.0', 'first release');
  for (let at = 6; at < 30; at += 1) addCommit(project, at);
  repo.tag('v1.1-rc1');
  repo.branch('stable-1.0', 'v1.0');
  for (let at = 6; at < 30; at += 2) repo.pick(mainline[at]);
  repo.branch('main');
  return project;
}

/** One more commit on the branch that is checked out, in a file of its own. */
export function addCommit(project: Project, at: number): Sha {
  const sha = project.commit({
    message: `${project.word} ${at}: change the number\n\nBecause of ${at}.\n`,
    files: { [`part${at}.c`]: `int part = ${at};\n` },
  });
  project.mainline.push(sha);
  return sha;
}

export const measures: Measures = {
  id: 'test-1',
  names: ['subject length', 'lines'],
  measure: (commit, _facts, patch) => Float32Array.of(commit.subject.length, patch?.added ?? Number.NaN),
};

export const terms: Terms = { id: 'test-1', extract: (commit) => Buffer.from(commit.subject) };
