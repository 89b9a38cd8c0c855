/**
 * Which commits changed a file: from the index against git, `node bench/logs.ts REPO STORE [COUNT]`. COUNT commits evenly over the
 * last half of mainline, a file of each, the log up to it. Prints how many answers are the same, and CPU of both ways.
 */
import { loadHistory } from '../src/history/index.ts';
import { logFromIndex } from '../src/run/panel/log-from-index.ts';
import { gitCpu } from './panel/git-cpu.ts';
import { openStoreForBench } from './panel/open.ts';

const [repo, storeFolder, count = '300'] = process.argv.slice(2);
if (repo === undefined || storeFolder === undefined) {
  process.stderr.write('usage: node bench/logs.ts REPO STORE [COUNT]\n');
  process.exit(2);
}
const { workspace, store } = await openStoreForBench({ repo, storeFolder });
const history = await loadHistory(store);
const { repository } = workspace;
const indexed = logFromIndex(repository, history);
const { commits } = history;
const step = Math.max(1, Math.floor(commits.length / 2 / Number(count)));
const asked = commits.filter(({ paths }, row) => row > commits.length / 2 && row % step === 0 && paths.length > 0);

const requests = asked.map(({ sha, paths, commitTime }, at) => ({
  revision: sha,
  path: paths[at % paths.length],
  limit: 30,
  until: commitTime,
}));
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + gitCpu();
};
async function read(from: typeof repository): Promise<{ readonly answers: string[]; readonly cpu: number }> {
  const before = spent();
  const answers: string[] = [];
  for (const request of requests) answers.push((await from.log(request)).shas.join(' '));
  return { answers, cpu: spent() - before };
}
const byGit = await read(repository);
const byIndex = await read(indexed);
const other = byGit.answers.flatMap((answer, at) => (answer === byIndex.answers[at] ? [] : [at]));
const sorted = (text: string): string => text.split(' ').toSorted().join(' ');
console.log({
  asked: requests.length,
  same: requests.length - other.length,
  sameInOtherOrder: other.filter((at) => sorted(byGit.answers[at]) === sorted(byIndex.answers[at])).length,
  msEach: {
    git: +((1000 * byGit.cpu) / requests.length).toFixed(1),
    index: +((1000 * byIndex.cpu) / requests.length).toFixed(1),
  },
});
const without = (from: string, those: string): string =>
  from
    .split(' ')
    .filter((sha) => !those.includes(sha))
    .join(' ');
for (const at of other.slice(0, 5))
  console.log(
    requests[at],
    'git alone:',
    without(byGit.answers[at], byIndex.answers[at]),
    'index alone:',
    without(byIndex.answers[at], byGit.answers[at]),
  );
await store.close();
await workspace.close();
