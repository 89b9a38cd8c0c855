import { describe, expect, it } from 'vitest';
import { reviewIn, rulesIn, type StyleName } from '../testing/messages.ts';
import { parseDraft } from './draft.ts';
import type { Finding } from './types.ts';

const WHY = 'The probe fails with an error because the ring is never checked.';
const SIGN = 'Signed-off-by: Anna Author <anna@example.org>';
const ROLF = 'Reviewed-by: Rolf Reviewer <rolf@example.org>';
const say = (subject: string, ...rest: readonly string[]): string => [subject, '', ...rest].join('\n');
const betterOf = (style: StyleName, text: string, rule: string): string | undefined =>
  reviewIn(style, text).find((finding) => finding.rule === rule)?.better;

function apply(text: string, { better = '', replaces }: Finding): string {
  const [from, to] = replaces ?? [0, 0];
  return text
    .split('\n')
    .toSpliced(from, to - from, ...better.split('\n'))
    .join('\n');
}

describe('a better line', () => {
  it.each([
    ['linked', say('net/alpha: Added a ring.', WHY, '', SIGN)],
    ['linked', say('[PATCH] net/alhpa: adding a ring', WHY, '', SIGN)],
    ['linked', say('Add a ring', WHY, '', SIGN)],
    ['linked', say('net/alpha: Add a ring', 'This patch adds a ring because the probe fails.', '', SIGN)],
    ['linked', say('net/alpha: Add a ring', WHY, '', ROLF, 'Singed-off-by: Anna Author <anna@example.org>')],
    ['linked', say('net/alpha: Add a ring', WHY, '', ROLF, 'Reported-by: Rita Reporter <rita@example.org>', SIGN)],
    [
      'linked',
      say('net/alpha: Add a ring', WHY, '', 'Acked-by:Rolf Reviewer <rolf@example.org>', 'Reviewed-by: rolf reviewer'),
    ],
    ['linked', say('net/alpha: Add a ring', WHY, SIGN, ROLF)],
    ['linked', say('net/alpha: Add a ring', WHY, '', 'Co-developed-by: Carl Coder <carl@example.org>', SIGN)],
    [
      'spaced',
      say(
        'net/alpha: fix a ring',
        WHY,
        '',
        'Fixes: 1a2b3c4d5e6f ("net/alpha: add part 3")',
        'Cc: stable@example.org',
        SIGN,
      ),
    ],
  ] as const)('is not found fault with by the rule that proposed it, in a %s project: %s', (style, text) => {
    const proposed = reviewIn(style, text).filter(
      ({ better, replaces }) => better !== undefined && replaces !== undefined,
    );
    expect(proposed.length).toBeGreaterThan(0);
    for (const finding of proposed) {
      const left = rulesIn(style, apply(text, finding)).filter((rule) => rule === finding.rule);
      const before = rulesIn(style, text).filter((rule) => rule === finding.rule);
      expect([finding.rule, left.length < before.length]).toEqual([finding.rule, true]);
    }
  });

  it.each(['fix stuff', 'Fixed stuff', 'Net/Alpha: Fixed stuff.', 'net/alpha: updates'])(
    'is not proposed for a subject that says nothing in any form: %s',
    (subject) => {
      const found = reviewIn('linked', say(subject, WHY, '', SIGN)).filter(({ line }) => line === 1);
      expect(found.map(({ rule }) => rule)).toContain('subject-vague');
      expect(found.map(({ better }) => better).filter((better) => better !== undefined)).toEqual([]);
    },
  );

  it('of a subject that is too long is proposed only where it is short enough', () => {
    const long = `net/alpha: Added ${'a check of the ring size '.repeat(4)}`.trim();
    const found = reviewIn('linked', say(long, WHY, '', SIGN));
    expect(found.find(({ rule }) => rule === 'subject-mood')?.better).toMatch(/^net\/alpha: Add a check/);
    expect(found.find(({ rule }) => rule === 'subject-long')?.better).toBeUndefined();
  });

  it('of long lines leaves trailers, links, lists and quoted lines as lines of their own', () => {
    const long =
      'The ring leaks when the port is stopped and started again, so that all of the memory is gone after a while.';
    const text = say(
      'net/alpha: Add a ring',
      `${long}\n${long}\n${long}\n    quoted output of the tool\n[1] https://example.org/a`,
      SIGN,
      ROLF,
    );
    const better = betterOf('linked', text, 'body-line-long')?.split('\n') ?? [];
    expect(better.slice(-2)).toEqual(['    quoted output of the tool', '[1] https://example.org/a']);
    expect(better.join(' ')).not.toContain('Signed-off-by');
    expect(Math.max(...better.map((line) => line.length))).toBeLessThanOrEqual(75);
    const mixed = say(
      'net/alpha: Add a ring',
      `${long}\n${long}\nLink: https://example.org/b\nCloses: https://example.org/c`,
      '',
      SIGN,
    );
    expect(betterOf('linked', mixed, 'body-line-long')?.split('\n').slice(-2)).toEqual([
      'Link: https://example.org/b',
      'Closes: https://example.org/c',
    ]);
  });

  it('of all trailers has them in order, with their notes and empty lines', () => {
    const text = say('net/alpha: Add a ring', WHY, '', ROLF, '[anna: renamed it]', SIGN);
    expect(betterOf('linked', text, 'trailer-order')).toBe(`[anna: renamed it]\n${SIGN}\n${ROLF}`);
  });

  it('names a person by the address that the project knows, and nobody else', () => {
    const text = (value: string): string => say('net/alpha: Add a ring', WHY, '', SIGN, `Reviewed-by: ${value}`);
    expect(betterOf('linked', text('rolf reviewer'), 'trailer-person')).toBe(ROLF);
    expect(betterOf('linked', text('rolf@example.org'), 'trailer-person')).toBe(ROLF);
    expect(betterOf('linked', text('Nora Nobody'), 'trailer-person')).toBeUndefined();
  });

  it('of "This patch …" is an order through the whole sentence, and says something', () => {
    const of = (words: string): string | undefined =>
      betterOf('linked', say('net/alpha: Add a ring', `This patch ${words}`, '', SIGN), 'body-this-patch');
    expect(of('adds a ring because the probe fails.')).toBe('Add a ring because the probe fails.');
    expect(of('adds a ring and removes the list.')).toBeUndefined();
    expect(of('fixes stuff.')).toBeUndefined();
  });
});

describe('trailers right behind the text', () => {
  it('are read as trailers, and an empty line is asked for', () => {
    const text = say('net/alpha: Add a ring', WHY, SIGN, ROLF);
    expect(rulesIn('linked', text)).toEqual(['trailer-separated']);
    expect(betterOf('linked', text, 'trailer-separated')).toBe(`${WHY}\n\n${SIGN}`);
  });

  it('may stand behind a note', () => {
    expect(rulesIn('linked', say('net/alpha: Add a ring', `${WHY}\n[anna: reworded]`, SIGN, ROLF))).toEqual([]);
  });

  it('are not seen in words that look like them', () => {
    expect(parseDraft(say('a: b', 'It fails, see', 'Link: the old one')).trailers).toEqual([]);
    expect(parseDraft(say('a: b', 'It fails with', 'use-after-free: yes')).trailers).toEqual([]);
  });
});

it('a message of trailers alone has no subject, and an empty one gets one finding', () => {
  expect(rulesIn('linked', SIGN)).toContain('subject-empty');
  expect(rulesIn('linked', '\n\n')).toEqual(['subject-empty']);
});

it('a Fixes line that names no commit has not the form of one, unless it names a bug', () => {
  const fix = (value: string): readonly string[] =>
    rulesIn('linked', say('net/alpha: Fix the ring', WHY, '', `Fixes: ${value}`, SIGN));
  expect(fix('the last one')).toContain('fixes-form');
  expect(fix('https://bugs.example.org/7')).not.toContain('fixes-form');
  expect(fix('#17')).not.toContain('fixes-form');
});

it('a reference that several commits fit lists them', () => {
  const commit = { sha: 'ab'.repeat(20), subject: 'x: y', time: 86_400 };
  const outcome = { kind: 'ambiguous', why: { word: 'subjectOfSeveral' }, oneOf: [commit, commit] } as const;
  const reference = { place: 'fixes', line: 5, id: '1a2b3c4d5e6f', subject: 'x: y', outcome } as const;
  const text = say('net/alpha: Fix the ring', WHY, '', 'Fixes: 1a2b3c4d5e6f ("x: y")', SIGN);
  const [found] = reviewIn('linked', text, { references: [reference] });
  expect([found.rule, found.oneOf]).toEqual(['fixes-ambiguous', [commit, commit]]);
});
