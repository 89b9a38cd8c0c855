import { describe, expect, it } from 'vitest';
import { sketchChange, type ChangeSketch } from '../testing/changes.ts';
import { readChange } from './change/read.ts';
import { natureFacts } from './facts/nature.ts';
import { sayRules } from './facts/stable-rules.ts';
import { answerStableRules, type RulesQuestion } from './stable-rules.ts';

const NOTHING: RulesQuestion = {
  onMainline: undefined,
  kernel: true,
  trailers: [],
  paths: [],
  changed: undefined,
  withContext: undefined,
  facts: [],
  reading: undefined,
};

const answersOf = (question: Partial<RulesQuestion>): Record<string, string> =>
  Object.fromEntries(answerStableRules({ ...NOTHING, ...question }).map(({ rule, answer }) => [rule, answer]));

function ofChange(change: ChangeSketch, rest: Partial<RulesQuestion> = {}): Record<string, string> {
  const view = sketchChange(change);
  const trailers = view.facts.trailers.map(({ key }) => key.toLowerCase());
  const paths = (view.patch?.files ?? []).flatMap(({ newPath }) => newPath ?? []);
  const withContext = view.patch?.lineSign.length;
  return answersOf({
    onMainline: true,
    trailers,
    paths,
    withContext,
    facts: natureFacts(view),
    reading: readChange(view),
    ...rest,
  });
}

describe('the checklist for stable patches', () => {
  it('is unknown throughout where nothing was read', () => {
    expect(new Set(Object.values(answersOf({})))).toEqual(new Set(['unknown']));
  });

  it('is kept throughout by a small tested fix', () => {
    const change = {
      subject: 'x: fix a NULL pointer dereference',
      body: 'It crashes.\n\nTested-by: Ada <ada@example.org>\n',
    };
    expect(new Set(Object.values(ofChange(change)))).toEqual(new Set(['yes']));
  });

  it('asks other projects for nothing that only the kernel asks for', () => {
    const answers = ofChange({ subject: 'x: fix a crash' }, { kernel: false });
    expect(Object.keys(answers)).toEqual([
      'in mainline',
      'correct and tested',
      'fixes one thing',
      'a real bug, or a device id or quirk',
      'no trivial change',
    ]);
  });

  it.each<[string, string, Partial<RulesQuestion>, string]>([
    ['in mainline', 'no', { onMainline: false }, 'x: fix a crash'],
    ['correct and tested', 'no', { facts: [{ kind: 'follow-up', weighs: 'against' }] }, 'x: fix a crash'],
    ['correct and tested', 'unknown', { facts: [{ kind: 'follow-up', weighs: 'neutral' }] }, 'x: fix a crash'],
    ['at most 100 lines', 'no', { withContext: 101 }, 'x: fix a crash'],
    ['at most 100 lines', 'yes', { withContext: 100 }, 'x: fix a crash'],
    ['at most 100 lines', 'no', { withContext: undefined, changed: 101 }, 'x: fix a crash'],
    ['at most 100 lines', 'unknown', { withContext: undefined, changed: 90 }, 'x: fix a crash'],
    ['a real bug, or a device id or quirk', 'no', {}, 'x: clean up the probe'],
    ['a real bug, or a device id or quirk', 'unknown', {}, 'x: other order of probing'],
    ['a real bug, or a device id or quirk', 'yes', { facts: [{ kind: 'fixes', weighs: 'for' }] }, 'x: other order'],
    ['no race in theory only', 'unknown', {}, 'x: fix a race on close'],
    ['no trivial change', 'no', {}, 'x: fix a typo'],
  ])('%s: %s', (rule, answer, rest, subject) => {
    expect(ofChange({ subject }, rest)[rule]).toBe(answer);
  });

  it('takes a device id for what stable branches want', () => {
    const files = [{ path: 'drivers/x/y.c', lines: ['+\t{ USB_DEVICE(0x1234, 0x5678) },'] }];
    expect(ofChange({ subject: 'usb: add device id of Foo', files })['a real bug, or a device id or quirk']).toBe(
      'yes',
    );
  });

  it('asks how a race comes about', () => {
    const rule = 'no race in theory only';
    const body = 'This race is theoretical so far.';
    const order = 'CPU 0\t\tCPU 1\nopen()\n\t\tclose()';
    expect(ofChange({ subject: 'x: race on close', body })[rule]).toBe('no');
    expect(ofChange({ subject: 'x: race on close', body: order })[rule]).toBe('yes');
  });

  it('sees a second thing that the message goes on to', () => {
    expect(
      ofChange({ subject: 'x: fix a crash', body: 'Check it.\n\nWhile at it, rename it.' })['fixes one thing'],
    ).toBe('no');
  });

  it('is one fact: a line for people, and each rule with its reason', () => {
    const source = { source: 'git show 1234567890ab', kernel: true };
    const fact = sayRules(answerStableRules({ ...NOTHING, onMainline: true, withContext: 200 }), source);
    expect(fact).toMatchObject({ kind: 'stable-rules', weighs: 'against' });
    expect(fact.says).toMatch(
      /^The kernel's rules for stable patches, kept: in mainline; not kept: at most 100 lines; unknown: correct and tested, /,
    );
    expect(fact.detail).toContain('at most 100 lines: no, 200 lines with context');
    expect(fact.detail).toHaveLength(7);
    expect(sayRules([], { ...source, kernel: false }).says).toMatch(/^Usual rules for stable patches/);
  });
});
