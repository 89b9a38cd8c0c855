import { describe, expect, it } from 'vitest';
import { renderProgress, renderSeconds, startProgress } from './progress.ts';

const event = { step: 'reading', done: 50, total: 200, unit: 'commits' };

function screen(live: boolean) {
  const written: string[] = [];
  let clock = 0;
  return {
    written,
    tick: (milliseconds: number) => {
      clock += milliseconds;
    },
    screen: { write: (text: string) => written.push(text), live, columns: 80, now: () => clock },
  };
}

describe('startProgress', () => {
  it('rewrites one line on a terminal, ten times a second at most', () => {
    const { written, tick, screen: live } = screen(true);
    const { report, clear } = startProgress(live);
    report(event);
    tick(50);
    report({ ...event, done: 51 });
    tick(50);
    report({ ...event, done: 52 });
    clear();
    expect(written).toEqual(['reading: 50 of 200 commits', '\r\u001b[2K', 'reading: 52 of 200 commits', '\r\u001b[2K']);
  });

  it('writes a plain line every five seconds into a log', () => {
    const { written, tick, screen: log } = screen(false);
    const { report, clear } = startProgress(log);
    report({ ...event, done: 0 });
    tick(4999);
    report(event);
    tick(1);
    report(event);
    clear();
    expect(written).toEqual(['reading: 50 of 200 commits, 10/s, 15 s left\n']);
  });
});

describe('renderProgress', () => {
  it.each([
    [{ ...event, total: undefined }, 0, 'reading: 50 commits'],
    [{ ...event, done: 12_000, total: 55_000 }, 12, 'reading: 12,000 of 55,000 commits, 1,000/s, 43 s left'],
    [{ ...event, done: 200 }, 10, 'reading: 200 of 200 commits, 20/s'],
    [{ ...event, done: 1 }, 2, 'reading: 1 of 200 commits, 0.5/s, 6 min 38 s left'],
  ])('renders %j after %d seconds', (given, seconds, text) => {
    expect(renderProgress(given, seconds)).toBe(text);
  });
});

describe('renderSeconds', () => {
  it.each([
    [0.2, '1 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 5 min'],
  ])('says %d as %s', (seconds, text) => {
    expect(renderSeconds(seconds)).toBe(text);
  });
});
