import { describe, expect, it } from 'vitest';
import { countVotes, parseBallotName, parseVotes } from './index.ts';

const ballot = (name: string, text: string) => ({
  ...(parseBallotName(name) ?? { release: '', reviewer: '' }),
  votes: parseVotes(text, name),
});

const LISTS = [
  ballot('v6.6.1-anna', 'aaaaaaaaaaaa x: all of them\nbbbbbbbbbbbb x: two of them\ncccccccccccc x: one alone\n'),
  ballot('v6.6.1-bert', 'aaaaaaaaaaaaa x: all of them\nbbbbbbbbbbbb x: two of them [auto: has a CVE]\n'),
  ballot('v6.6.1-carl', '# my list\naaaaaaaaaa x: all of them\ndddddddddddd x: two of them\n'),
  ballot('v6.6.1-annotated-carl', 'aaaaaaaaaa x: all of them\n  a user can free it twice\n'),
  ballot('v6.6.1-guest', 'cccccccccccc x: one alone\neeeeeeeeeeee x: only a guest\n'),
  ballot('v6.6.2-anna', 'ffffffffffff y: the others gave no list\n'),
];
const voted = countVotes(LISTS, { main: ['anna', 'bert', 'carl'], need: 2 });
const of = (subject: string) => voted.filter((one) => one.subject === subject);

describe('votes', () => {
  it('join lists by ids of any length, else by the subject', () => {
    expect(of('x: all of them')).toMatchObject([{ voted: ['anna', 'bert', 'carl'], against: [], outcome: 'agreed' }]);
    expect(of('x: two of them')).toMatchObject([{ voted: ['anna', 'bert', 'carl'], outcome: 'agreed' }]);
  });

  it('say who differs, and keep guests apart', () => {
    expect(of('x: one alone')).toMatchObject([
      { voted: ['anna'], against: ['bert', 'carl'], guests: ['guest'], outcome: 'too few' },
    ]);
    expect(of('x: only a guest')).toMatchObject([{ voted: [], guests: ['guest'], outcome: 'too few' }]);
  });

  it('keep what reviewers wrote about a commit', () => {
    expect(of('x: all of them')[0].notes).toEqual([{ reviewer: 'carl', note: 'a user can free it twice' }]);
    expect(of('x: two of them')[0].notes).toEqual([{ reviewer: 'bert', note: 'auto: has a CVE' }]);
  });

  it('take a missing list for no answer, never for a no', () => {
    expect(of('y: the others gave no list')).toMatchObject([
      { release: 'v6.6.2', voted: ['anna'], against: [], absent: ['bert', 'carl'], outcome: 'unsettled' },
    ]);
  });

  it('refuse a list that opens with something else than a commit', () => {
    expect(() => parseVotes('hello\n', 'v6.6.1-anna')).toThrow(/v6.6.1-anna:1: "hello" does not open with a commit id/);
    expect(parseBallotName('README')).toBeUndefined();
  });
});
