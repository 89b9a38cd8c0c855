import { fromLog, known, percent, type Peer, type Say } from './say-number.ts';

/** Weight of the overall rate in every rate; see `rates.ts`. */
const DOUBT = 10;

/** Two leading digits: tallies fade with time, so more of them would pretend to be a count. */
const roughly = (number: number): string => {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1);
  return `${number < 10 ? '' : 'some '}${(Math.round(number / digits) * digits).toLocaleString('en-US')}`;
};

const decidedOf = (key: string, peer: Peer): number => Math.expm1(peer(`decided-${key}`) ?? Number.NaN);

/** Whether a record has something in it; one whose count is not measured has. */
export const isDecided = (key: string, peer: Peer): boolean => !(decidedOf(key, peer) < FEWEST);

/** Tallies fade with time: less than half a decision is none. */
const FEWEST = 0.5;

/** The share itself: what the feature holds is drawn towards the share over all commits. */
const shareOf = (smoothed: number, all: number, overall: number | undefined): number =>
  overall === undefined ? smoothed : Math.min(1, Math.max(0, smoothed + ((smoothed - overall) * DOUBT) / all));

const rate =
  (key: string, whose: string): Say =>
  (value, peer) => {
    const all = decidedOf(key, peer);
    if (Number.isNaN(value)) return `nothing is known of commits ${whose}`;
    if (Number.isNaN(all)) return `about ${percent(value)} of earlier commits ${whose} were taken`;
    if (all < FEWEST) return `no decision about earlier commits ${whose} is known`;
    return `${percent(shareOf(value, all, peer('rate-overall')))} of ${roughly(all)} earlier commits ${whose} were taken`;
  };

/** The highest share of several files or folders: the count may be that of another one, so it is not told. */
const highestRate = (key: string, whose: string): Say =>
  known((value, peer) => {
    if (!isDecided(key, peer)) return `no decision about earlier commits ${whose} is known`;
    return `about ${percent(value)} of earlier commits ${whose} were taken`;
  }, `nothing is known of commits ${whose}`);

/** A smaller difference of shares is none to a reader. */
export const AS_OFTEN = 0.01;

const excess =
  (key: string, whose: string): Say =>
  (value, peer) => {
    if (Number.isNaN(value)) return `nothing is known of commits ${whose}`;
    if (!isDecided(key, peer)) return `no decision about earlier commits ${whose} is known`;
    const compared =
      Math.abs(value) < AS_OFTEN ? 'about as often as' : value > 0 ? 'more often than' : 'less often than';
    return `earlier commits ${whose} were taken ${compared} others with the same tags`;
  };

const decided = (whose: string): Say =>
  known(
    (value) =>
      value < 0.4
        ? `no decision about earlier commits ${whose} is known`
        : `of earlier commits ${whose} ${roughly(Math.expm1(value))} ${fromLog(value) === 1 ? 'is' : 'are'} decided`,
    `nothing is known of commits ${whose}`,
  );

const record = (key: string, whose: string, sayRate: typeof rate = rate): Record<string, Say> => ({
  [`rate-${key}`]: sayRate(key, whose),
  [`excess-${key}`]: excess(key, whose),
  [`decided-${key}`]: decided(whose),
});

/** How commits like this one were decided before. Of several files or folders the one that was taken most counts. */
export const RECORDS: Readonly<Record<string, Say>> = {
  ...record('author', 'of its author'),
  ...record('committer', 'of its committer'),
  ...record('prefix', 'with its subject prefix'),
  ...record('system', 'of its subsystem'),
  ...record('verb', 'whose subject begins with the same word'),
  ...record('folder1', 'to its top folder', highestRate),
  ...record('folder2', 'to its part of the tree', highestRate),
  ...record('folder3', 'to its folder', highestRate),
  ...record('path', 'to one of its files', highestRate),
  'rate-overall': (value) => `at its time ${percent(value)} of all commits were taken`,
};
