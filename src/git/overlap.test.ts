import { describe, expect, it } from 'vitest';
import { findOverlaps } from './overlap.ts';
import type { Change } from './overlap.ts';

const change = (start: number, removed: string, added: string): Change => ({
  start,
  removed: [...removed],
  added: [...added],
});

describe('changes that cannot be merged', () => {
  it('are those that overlap or touch', () => {
    const theirs = [change(2, 'c', 'C'), change(10, 'kl', 'K'), change(20, '', 'new')];
    expect(findOverlaps([change(3, 'd', 'D')], theirs)).toEqual([theirs[0]]);
    expect(findOverlaps([change(1, 'b', '')], theirs)).toEqual([theirs[0]]);
    expect(findOverlaps([change(11, 'lm', 'x')], theirs)).toEqual([theirs[1]]);
    expect(findOverlaps([change(20, '', 'other')], theirs)).toEqual([theirs[2]]);
  });

  it('are not those with an unchanged line between them', () => {
    const theirs = [change(2, 'c', 'C'), change(10, 'kl', 'K')];
    expect(findOverlaps([change(0, 'a', 'A'), change(4, 'e', 'E'), change(13, '', 'x')], theirs)).toEqual([]);
    expect(findOverlaps([], theirs)).toEqual([]);
    expect(findOverlaps(theirs, [])).toEqual([]);
  });

  it('are not those that come to the same text, however each side is cut', () => {
    expect(findOverlaps([change(5, 'f', 'F')], [change(5, 'f', 'F')])).toEqual([]);
    expect(findOverlaps([change(5, 'fgh', 'FgH')], [change(5, 'f', 'F'), change(7, 'h', 'H')])).toEqual([]);
    const both = [change(5, 'f', 'F'), change(7, 'h', 'X')];
    expect(findOverlaps([change(5, 'fgh', 'FgH')], both)).toEqual(both);
  });

  it('hang together through a change that touches two others', () => {
    const theirs = [change(5, 'f', 'F'), change(9, 'j', 'J')];
    expect(findOverlaps([change(5, 'fghij', 'x')], theirs)).toEqual(theirs);
  });
});
