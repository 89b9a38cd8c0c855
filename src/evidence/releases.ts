import type { History, Release } from '../history/index.ts';
import { commitAt } from './question.ts';

/** The first release with the commit in it that was out by that day. */
export function releaseOf(history: History, row: number, asOf: number): Release | undefined {
  const release = history.releases[commitAt(history, row).release];
  return release !== undefined && release.time <= asOf ? release : undefined;
}

/** Final releases that came out from that one on, up to the day, itself included. */
export function finalsSince(history: History, row: number, asOf: number): readonly Release[] {
  const first = commitAt(history, row).release;
  return first < 0
    ? []
    : history.releases.filter((release, position) => position >= first && release.final && release.time <= asOf);
}
