import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRepository, type LogRequest, type Repository } from '../../git/index.ts';
import { sketchHistory } from '../../testing/history.ts';
import { makeRepo } from '../../testing/repo.ts';
import { logFromIndex } from './log-from-index.ts';

const repo = makeRepo();
const first = repo.commit({ message: 'first', files: { 'net/tun.c': 'a\n', 'net/old.c': 'one\ntwo\nthree\n' } });
repo.git(['checkout', '-q', '-b', 'topic']);
const onTopic = repo.commit({ message: 'on the topic', files: { 'net/tun.c': 'b\n' } });
const takenBack = repo.commit({ message: 'taken back on the topic', files: { 'net/tun.c': 'a\n' } });
repo.git(['checkout', '-q', 'main']);
const beside = repo.commit({ message: 'beside', files: { 'net/ping.c': 'a\n' } });
repo.merge('topic', 'merge the topic');
repo.git(['mv', 'net/old.c', 'net/new.c']);
const moved = repo.commit({ message: 'moved' });
const last = repo.commit({ message: 'last', files: { 'net/tun.c': 'c\n' } });
repo.git(['checkout', '-q', '-b', 'stable', beside]);
const onStable = repo.commit({ message: 'on a stable branch', files: { 'net/tun.c': 'd\n' } });

const FILES = [
  [first, ['net/old.c', 'net/tun.c']],
  [onTopic, ['net/tun.c']],
  [takenBack, ['net/tun.c']],
  [beside, ['net/ping.c']],
  [moved, ['net/new.c']],
  [last, ['net/tun.c']],
] as const;

let repository: Repository;
/** Calls that went to git. */
const asked: LogRequest[] = [];
let watched: Repository;
beforeAll(async () => {
  repository = await openRepository(repo.dir);
  watched = {
    ...repository,
    log: (request) => {
      asked.push(request);
      return repository.log(request);
    },
  };
});
afterAll(async () => {
  await repository.close();
  repo.remove();
});

const timeOf = (sha: string): number => Number(repo.git(['show', '-s', '--format=%ct', sha]));
const build = (unread: readonly string[] = []): Repository =>
  logFromIndex(
    watched,
    sketchHistory({
      commits: FILES.map(([sha, paths]) => ({
        ...{ sha, day: '2024-01-01', commitTime: timeOf(sha) },
        ...(unread.includes(sha) ? { paths: [], unread: 'a blob is missing' } : { paths }),
      })),
    }),
  );

const QUESTIONS: readonly Pick<LogRequest, 'revision' | 'path' | 'limit' | 'until'>[] = [
  { revision: last, path: 'net/tun.c', limit: 20 },
  { revision: last, path: 'net/tun.c', limit: 2 },
  { revision: onTopic, path: 'net/tun.c', limit: 20 },
  { revision: beside, path: 'net/tun.c', limit: 20 },
  { revision: last, path: 'net/tun.c', limit: 20, until: timeOf(takenBack) },
  { revision: last, path: 'net/new.c', limit: 20 },
];

it.each([[[]], [[takenBack]]])('lists what git lists, without asking it (unread: %j)', async (unread) => {
  const indexed = build(unread);
  asked.length = 0;
  for (const question of QUESTIONS) expect(await indexed.log(question)).toEqual(await repository.log(question));
  expect(asked).toEqual([]);
  expect((await indexed.log(QUESTIONS[0])).shas).toEqual([last, takenBack, onTopic, first]);
});

it('leaves to git what the index does not know: folders, lines, a name that is gone, stable branches', async () => {
  const indexed = build();
  const rest: readonly LogRequest[] = [
    { revision: last, path: 'net', limit: 20 },
    { revision: last, path: 'net/tun.c', lines: [1, 1], limit: 20 },
    { revision: last, path: 'net/old.c', limit: 20 },
    { revision: onStable, path: 'net/tun.c', limit: 20 },
  ];
  asked.length = 0;
  for (const question of rest) expect(await indexed.log(question)).toEqual(await repository.log(question));
  expect(asked).toEqual(rest);
  expect((await indexed.log(rest[2])).shas).toEqual([moved, first]);
});
