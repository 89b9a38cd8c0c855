import { describe, expect, it } from 'vitest';
import { makeSamples, reviewIn, rulesIn, type StyleName } from '../testing/messages.ts';
import { learnPrefix } from './conventions/learn.ts';
import type { Context } from './rules/context.ts';

const WHY = 'The probe fails with an error because the ring is never checked.';
const SIGN = 'Signed-off-by: Anna Author <anna@example.org>';
const FIXES = 'Fixes: 1a2b3c4d5e6f ("net/alpha: add part 3")';
const right: Partial<Context> = {
  references: [
    {
      place: 'fixes',
      line: 5,
      id: '1a2b3c4d5e6f',
      subject: 'net/alpha: add part 3',
      outcome: { kind: 'right', sha: '1a2b3c4d5e6f'.padEnd(40, '0'), subject: 'net/alpha: add part 3' },
    },
  ],
};
const message = (subject: string, ...tail: readonly string[]): string => [subject, '', WHY, '', ...tail].join('\n');
const add = (...tail: readonly string[]): string => message('net/alpha: Add a check of the ring', ...tail);
const fix = (...tail: readonly string[]): string => message('net/alpha: Fix the ring size', ...tail);
const body = (...lines: readonly string[]): string =>
  ['net/alpha: Add a check of the ring', '', ...lines, '', SIGN].join('\n');

/** Style, the message, the finding that it gets. */
type Bad = readonly [rule: string, text: string, style?: StyleName, more?: Partial<Context>];
const BAD: readonly Bad[] = [
  ['subject-empty', `\n\n${WHY}\n\n${SIGN}`],
  ['subject-mail-tag', message('[PATCH v2 1/3] net/alpha: Add a check', SIGN)],
  ['subject-mail-tag', message('[RFC PATCH] net/alpha: Add a check', SIGN)],
  ['subject-unfinished', message('fixup! net/alpha: Add a check', SIGN)],
  ['subject-unfinished', message('WIP: add a check', SIGN)],
  ['subject-prefix-missing', message('Add a check of the ring', SIGN)],
  ['subject-prefix-missing', message('Added checks', SIGN)],
  ['subject-prefix-unusual', message('sound/gamma: Add a check of the ring', SIGN)],
  ['subject-prefix-unusual', message('bugfix: Add a check of the ring', SIGN)],
  ['subject-prefix-spelling', message('Net/Alpha: Add a check of the ring', SIGN)],
  ['subject-prefix-spelling', message('net/alhpa: Add a check of the ring', SIGN)],
  ['subject-case', message('net/alpha: add a check of the ring', SIGN)],
  ['subject-case', message('net/alpha: Add a check of the ring', SIGN), 'spaced'],
  ['subject-mood', message('net/alpha: Added a check of the ring', SIGN)],
  ['subject-mood', message('net/alpha: Fixes the ring size', FIXES, SIGN)],
  ['subject-mood', message('net/alpha: removing the old ring', SIGN), 'spaced'],
  ['subject-period', message('net/alpha: Add a check of the ring.', SIGN)],
  [
    'subject-long',
    message(
      'net/alpha: Add a check of the ring size before the queue is set up by the reset handler of the port',
      SIGN,
    ),
  ],
  ['subject-vague', message('net/alpha: Fix bug', FIXES, SIGN)],
  ['subject-vague', message('net/alpha: Update', SIGN)],
  ['subject-vague', message('net/alpha: Some minor cleanups', SIGN)],
  ['subject-separated', `net/alpha: Add a check\n${WHY}\n\n${SIGN}`],
  ['body-missing', `net/alpha: Add a check of the ring\n\n${SIGN}`],
  ['body-missing', 'net/alpha: add a check of the ring', 'bare'],
  ['body-repeats-subject', body('Add a check of the ring.')],
  [
    'body-line-long',
    body(
      'The probe fails with an error because the ring is never checked before the queue is set up by the port, and nobody sees it.',
    ),
  ],
  ['body-this-patch', body('This patch adds a check of the ring because the probe fails.')],
  ['body-why-missing', body('Add the check to the ring code of the port.')],
  [
    'body-why-late',
    body('Add the check to the ring code of the port.', '', 'Currently the probe fails with an error.'),
  ],
  [
    'body-effect-missing',
    ['net/alpha: Fix the ring size', '', 'Set the size in the setup of the port.', '', FIXES, SIGN].join('\n'),
    'linked',
    right,
  ],
  ['body-changelog', body(WHY, '', 'v2: use the new helper', 'v3: rebase')],
  ['body-changelog', body(WHY, '', 'Changes since v1:', '- use the new helper')],
  ['signed-off-missing', add('Reviewed-by: Rolf Reviewer <rolf@example.org>')],
  ['signed-off-missing', `net/alpha: Add a check of the ring\n\n${WHY}`],
  ['signed-off-author', add('Signed-off-by: Otto Other <otto@example.org>')],
  ['trailer-misspelt', add('Singed-off-by: Anna Author <anna@example.org>')],
  ['trailer-misspelt', add(SIGN, 'Reviewd-by: Rolf Reviewer <rolf@example.org>')],
  ['trailer-misspelt', add('Signed-of-by: Anna Author <anna@example.org>')],
  ['trailer-spelling', add('Signed-Off-By: Anna Author <anna@example.org>')],
  ['trailer-spelling', add(SIGN, 'reviewed-by: Rolf Reviewer <rolf@example.org>')],
  ['trailer-misspelt', add('Signed off by: Anna Author <anna@example.org>')],
  ['trailer-colon', add('Signed-off-by Anna Author <anna@example.org>')],
  ['trailer-colon', add('Signed-off-by:Anna Author <anna@example.org>')],
  ['trailer-person', add(SIGN, 'Reviewed-by: Rolf Reviewer')],
  ['trailer-person', add(SIGN, 'Reviewed-by: rolf@example.org')],
  ['trailer-foreign', add('Change-Id: I0123456789abcdef0123456789abcdef01234567', SIGN)],
  ['trailer-foreign', add('Jira: ALPHA-12', SIGN)],
  ['trailer-order', add('Reviewed-by: Rolf Reviewer <rolf@example.org>', SIGN)],
  ['trailer-order', fix(SIGN, FIXES), 'linked', right],
  ['trailer-gap', fix(FIXES, '', SIGN), 'linked', right],
  ['trailer-gap', add(SIGN, '', 'Reviewed-by: Rolf Reviewer <rolf@example.org>')],
  ['trailer-gap-missing', fix(FIXES, 'Cc: stable@example.org', SIGN), 'spaced', right],
  ['trailer-duplicate', add(SIGN, SIGN)],
  ['trailer-wrapped', fix('Fixes: 1a2b3c4d5e6f ("net/alpha: add a part', 'that is long")', SIGN), 'linked', right],
  ['reported-closes', add('Reported-by: Rita Reporter <rita@example.org>', SIGN)],
  ['co-signed', add('Co-developed-by: Carl Coder <carl@example.org>', SIGN)],
  ['fixes-missing', fix(SIGN)],
  ['fixes-form', fix('Fixes: commit 1a2b3c4d5e6f (net/alpha: add part 3)', SIGN), 'linked', right],
  [
    'fixes-short',
    fix('Fixes: 1a2b3c4d ("net/alpha: add part 3")', SIGN),
    'linked',
    { references: [{ ...right.references![0], id: '1a2b3c4d' }] },
  ],
  [
    'fixes-unknown',
    fix(FIXES, SIGN),
    'linked',
    { references: [{ ...right.references![0], outcome: { kind: 'unknown', sha: undefined, subject: undefined } }] },
  ],
  [
    'fixes-wrong-subject',
    fix(FIXES, SIGN),
    'linked',
    {
      references: [
        {
          ...right.references![0],
          outcome: {
            kind: 'wrong',
            sha: undefined,
            subject: '',
            why: { word: 'idOfOther', values: { id: '1a2b3c4d5e6f', subject: 'x: y' } },
            oneOf: [],
          },
        },
      ],
    },
  ],
  [
    'fixes-ambiguous',
    fix(FIXES, SIGN),
    'linked',
    {
      references: [
        { ...right.references![0], outcome: { kind: 'ambiguous', why: { word: 'idOfSeveral' }, oneOf: [] } },
      ],
    },
  ],
  [
    'reference-unknown',
    body(WHY, 'See commit 0123456789ab.'),
    'linked',
    {
      references: [
        {
          place: 'prose',
          line: 4,
          id: '0123456789ab',
          subject: undefined,
          outcome: { kind: 'unknown', sha: undefined, subject: undefined },
        },
      ],
    },
  ],
  [
    'reference-subject',
    body(WHY, 'See commit 0123456789ab.'),
    'linked',
    {
      references: [
        {
          place: 'prose',
          line: 4,
          id: '0123456789ab',
          subject: undefined,
          outcome: { kind: 'right', sha: '0123456789ab'.padEnd(40, '0'), subject: 'x: y' },
        },
      ],
    },
  ],
  ['stable-address', add('Cc: stable@elsewhere.example', SIGN)],
];

describe('a bad message', () => {
  it('is there for more than sixty faults', () => {
    expect(BAD.length).toBeGreaterThanOrEqual(60);
  });

  it.each(BAD.map((bad) => ({ bad, rule: bad[0], text: bad[1] })))('gets $rule: $text', ({ bad }) => {
    const [rule, text, style = 'linked', more = {}] = bad;
    expect(rulesIn(style, text, more)).toContain(rule);
  });
});

describe('a good message', () => {
  it.each([
    ['linked', add(SIGN), {}],
    [
      'linked',
      fix(
        FIXES,
        'Reported-by: Rita Reporter <rita@example.org>',
        'Closes: https://bugs.example.org/7',
        'Cc: stable@example.org',
        SIGN,
        'Reviewed-by: Rolf Reviewer <rolf@example.org>',
      ),
      right,
    ],
    [
      'spaced',
      message(
        'net/alpha: fix the ring size',
        FIXES,
        'Cc: stable@example.org',
        '',
        'Reported-by: Rita Reporter <rita@example.org>',
        SIGN,
      ),
      right,
    ],
    ['bare', 'net/alpha: add a check of the ring\n\nThe probe fails with an error.\n', {}],
    [
      'linked',
      `Revert "net/alpha: Add a check of the ring"\n\nThis reverts commit 1a2b3c4d5e6f.\n\nIt broke the probe.\n\n${SIGN}`,
      {},
    ],
  ] as const)('of a %s project gets none', (style, text, more) => {
    expect(reviewIn(style, text, more)).toEqual([]);
  });

  it('of the whole tree needs no prefix, and a fault in a file that is touched no other name', () => {
    const habit = (path: string, prefix: string) =>
      learnPrefix(
        path,
        makeSamples('linked', 40).map((sample) => ({ ...sample, subject: `${prefix}: Fix a` })),
      );
    const prefixes = [habit('a/x.c', 'alpha'), habit('b/x.c', 'beta'), habit('c/x.c', 'gamma')];
    expect(reviewIn('linked', message('Replace the old helper everywhere', SIGN), { prefixes })).toEqual([]);
    const suspect = {
      sha: 'f'.repeat(40),
      subject: 'net/beta: add x',
      time: 1,
      removed: 3,
      beside: 0,
      sections: 0,
      files: 1,
      names: { text: 0, added: 0, removed: 0 },
    };
    const fault = { suspects: [suspect], best: suspect, probability: 0.9, related: ['1a2b3c4d5e6f'.padEnd(40, '0')] };
    expect(rulesIn('linked', fix(FIXES, SIGN), { ...right, fault })).toEqual([]);
    expect(rulesIn('linked', fix(FIXES, SIGN), { ...right, fault: { ...fault, related: [] } })).toEqual([
      'fixes-doubtful',
    ]);
  });

  it('is not told to do what its project does not do', () => {
    const text = message(
      'net/alpha: fix the ring size',
      FIXES,
      '',
      'Reported-by: Rita Reporter <rita@example.org>',
      SIGN,
    );
    expect(rulesIn('spaced', text, right)).toEqual([]);
    expect(rulesIn('linked', text, right)).toEqual(
      expect.arrayContaining(['reported-closes', 'trailer-gap', 'subject-case']),
    );
    expect(rulesIn('bare', 'net/alpha: fix the ring size\n\nThe probe fails with an error.')).toEqual([]);
  });
});
