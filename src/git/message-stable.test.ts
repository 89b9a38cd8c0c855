import { expect, test } from 'vitest';
import { parseStable } from './message-stable.ts';

function parseCc(value: string) {
  return parseStable([{ key: 'Cc', value }]);
}

test.each([
  ['stable@vger.kernel.org', '', undefined],
  ['<stable@vger.kernel.org>', '', undefined],
  ['stable@vger.kernel.org # 5.10+', '5.10+', '5.10'],
  ['<stable@vger.kernel.org> # v5.10.x', 'v5.10.x', '5.10'],
  ['stable@vger.kernel.org # v5.10.y and later', 'v5.10.y and later', '5.10'],
  ['stable@vger.kernel.org # >= 4.4', '>= 4.4', '4.4'],
  ['stable@vger.kernel.org # 6.1, 5.4, 5.10', '6.1, 5.4, 5.10', '5.4'],
  ['stable@vger.kernel.org # 2.6.32+', '2.6.32+', '2.6.32'],
  ['stable@vger.kernel.org # 4.9-4.19', '4.9-4.19', '4.9'],
  ['stable@vger.kernel.org # up to 5.10', 'up to 5.10', undefined],
  ['stable@vger.kernel.org [5.10+]', '5.10+', '5.10'],
  ['stable@vger.kernel.org # [5.10+]', '5.10+', '5.10'],
  ['stable@vger.kernel.org (v5.10)', 'v5.10', '5.10'],
  ['stable@vger.kernel.org, # 5.10', '5.10', '5.10'],
  ['Stable <stable@vger.kernel.org> # needs care', 'needs care', undefined],
])('Cc: %s', (value, note, since) => {
  expect(parseCc(value)).toEqual([
    { address: 'stable@vger.kernel.org', note, since, prerequisite: undefined, noAutosel: false },
  ]);
});

test.each(['stable@kernel.org', 'stable@dpdk.org'])('Cc: %s', (address) => {
  expect(parseCc(address)).toMatchObject([{ address, noAutosel: false }]);
});

test('a bare word is an address too, a person of that name is not', () => {
  expect(parseCc('stable # 5.10')).toMatchObject([{ address: 'stable', since: '5.10' }]);
  expect(parseCc('Stable Boy <boy@example.org>')).toEqual([]);
  expect(parseCc('unstable@example.org')).toEqual([]);
});

test('the author can opt out of automatic selection', () => {
  expect(parseCc('stable+noautosel@kernel.org # reason goes here')).toEqual([
    {
      address: 'stable+noautosel@kernel.org',
      note: 'reason goes here',
      since: undefined,
      prerequisite: undefined,
      noAutosel: true,
    },
  ]);
});

test.each([
  [
    'stable@vger.kernel.org # 5.10.x: a1f84a3: sched: Check for idle',
    { id: 'a1f84a3', subject: 'sched: Check for idle', version: '5.10' },
  ],
  ['stable@vger.kernel.org # 5.10: a1f84a3', { id: 'a1f84a3', subject: undefined, version: '5.10' }],
  ['stable@vger.kernel.org # a1f84a3b: sched: Check', { id: 'a1f84a3b', subject: 'sched: Check', version: undefined }],
  [
    'stable@vger.kernel.org # v5.10+: commit a1f84a3b ("sched: Check")',
    { id: 'a1f84a3b', subject: 'sched: Check', version: '5.10' },
  ],
])('Cc: %s names a commit to take first', (value, prerequisite) => {
  expect(parseCc(value)[0].prerequisite).toEqual(prerequisite);
});

test('only Cc lines count', () => {
  expect(parseStable([{ key: 'Reported-by', value: 'stable@vger.kernel.org' }])).toEqual([]);
  expect(parseStable([{ key: 'CC', value: 'a@x, stable@vger.kernel.org' }])).toHaveLength(1);
});
