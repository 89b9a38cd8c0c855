import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaim, makeJudgement, TEST_SHA } from '../testing/panel.ts';
import { decide, isDisputed } from './decide.ts';
import { buildPolicy } from './policy.ts';
import { NOTHING_SPENT } from './spent.ts';
import type { CheckedJudgement, Policy, SilenceKind, SilentMember } from './types.ts';

interface Case {
  readonly judgements: readonly CheckedJudgement[];
  readonly silent?: readonly SilentMember[];
  readonly referee?: CheckedJudgement | undefined;
  readonly policy?: Partial<Policy>;
}

const settle = ({ judgements, silent = [], referee, policy = {} }: Case) =>
  decide({
    sha: TEST_SHA,
    judgements,
    silent,
    referee,
    triage: undefined,
    probability: undefined,
    warnings: [],
    spent: NOTHING_SPENT,
    policy: { quorum: 2, majority: 0.5, heldClaims: 1, falseShare: 0.5, ...policy },
  });

const yes = (member: string, changes = {}) => makeJudgement(member, changes);
const no = (member: string, changes = {}) => makeJudgement(member, { vote: 'no', ...changes });
const unsure = (member: string) => makeJudgement(member, { vote: 'unsure' });
const silent = (member: string, silence: SilenceKind = 'unavailable'): SilentMember => ({
  ...{ member, role: 'sceptic', model: 'scripted/x', silence, why: 'it was down' },
});
const falseClaim = (name: string) => makeClaim(name, { state: 'false' });

describe('a verdict', () => {
  it('is what most of the weight says', () => {
    expect(settle({ judgements: [yes('a'), yes('b'), no('c')] })).toMatchObject({ verdict: 'yes', code: undefined });
    expect(settle({ judgements: [no('a'), yes('b'), no('c')] })).toMatchObject({ verdict: 'no', yesShare: 1 / 3 });
    expect(settle({ judgements: [yes('a', { weight: 3 }), no('b'), no('c')] }).verdict).toBe('yes');
  });

  it('needs the quorum before anything else', () => {
    expect(settle({ judgements: [yes('a')] })).toMatchObject({ verdict: 'unsettled', code: 'quorum' });
    expect(settle({ judgements: [no('a')] })).toMatchObject({ verdict: 'unsettled', code: 'quorum' });
    expect(settle({ judgements: [] })).toMatchObject({ verdict: 'unsettled', code: 'quorum', yesShare: undefined });
    expect(settle({ judgements: [no('a')], policy: { quorum: 1 } }).verdict).toBe('no');
  });

  it('is unsettled for the budget where money would have made the quorum', () => {
    const poor = settle({ judgements: [yes('a')], silent: [silent('b', 'budget')] });
    expect(poor).toMatchObject({ verdict: 'unsettled', code: 'budget' });
    expect(poor.why).toBe('The budget ended: 1 member counts, 2 must (1 yes, 0 no, 0 unsure, 1 silent).');
    expect(settle({ judgements: [], silent: [silent('b', 'budget'), silent('c')] }).code).toBe('quorum');
  });

  it('without a quorum says what most of the silent members have for a reason', () => {
    const refused: SilentMember = { ...silent('c', 'refused'), why: 'I do not want to' };
    expect(settle({ judgements: [], silent: [refused, silent('a'), silent('b')] }).why).toBe(
      'A and b are silent, unavailable (it was down): 0 members count, 2 must (0 yes, 0 no, 0 unsure, 3 silent).',
    );
  });

  it('is unsettled when tied or when too few say yes or no', () => {
    expect(settle({ judgements: [yes('a'), no('b')] })).toMatchObject({
      verdict: 'unsettled',
      code: 'tie',
      yesShare: 0.5,
    });
    expect(settle({ judgements: [yes('a'), unsure('b')] })).toMatchObject({ verdict: 'unsettled', code: 'unsure' });
    expect(settle({ judgements: [unsure('a'), unsure('b')] })).toMatchObject({ code: 'unsure', yesShare: undefined });
  });

  it('is unsettled between two majorities when the policy asks for more than half', () => {
    const judgements = [yes('a'), yes('b'), no('c')];
    expect(settle({ judgements, policy: { majority: 0.7 } })).toMatchObject({ verdict: 'unsettled', code: 'tie' });
    expect(settle({ judgements, policy: { majority: 0.6 } }).verdict).toBe('yes');
  });

  it('yes needs claims for it that held and that nobody refuted; no needs none', () => {
    const bare = { claims: [makeClaim('a/1', { state: 'open' })] };
    const judgements = [yes('a', bare), yes('b', { claims: [] })];
    expect(settle({ judgements })).toMatchObject({ verdict: 'unsettled', code: 'unproven', yesShare: 1 });
    expect(settle({ judgements, policy: { heldClaims: 0 } }).verdict).toBe('yes');
    const refuted = { claims: [makeClaim('a/1', { refutedBy: ['c'] })] };
    expect(settle({ judgements: [yes('a', refuted), yes('b', bare)] }).code).toBe('unproven');
    const against = makeClaim('a/1');
    const contrary = { claims: [{ ...against, claim: { ...against.claim, weighs: 'against' as const } }] };
    expect(settle({ judgements: [yes('a', contrary), yes('b', bare)] }).code).toBe('unproven');
    expect(settle({ judgements: [no('a', { claims: [] }), no('b', { claims: [] })] }).verdict).toBe('no');
  });

  it('does not count who states too many falsehoods, and says so', () => {
    const liar = yes('liar', { claims: [falseClaim('liar/1'), falseClaim('liar/2'), makeClaim('liar/3')] });
    const outcome = settle({ judgements: [liar, yes('a'), no('b')] });
    expect(outcome).toMatchObject({ verdict: 'unsettled', code: 'tie' });
    expect(outcome.why).toContain('not counted for false claims: liar');
    const half = yes('half', { claims: [falseClaim('half/1'), makeClaim('half/2')] });
    expect(settle({ judgements: [half, yes('a'), no('b')] }).verdict).toBe('yes');
    expect(settle({ judgements: [half, yes('a'), no('b')], policy: { falseShare: 0 } }).code).toBe('tie');
  });

  it('hears the referee as one more voice that does not make the quorum', () => {
    const tied = [yes('a'), no('b')];
    expect(settle({ judgements: tied, referee: yes('r') }).verdict).toBe('yes');
    expect(settle({ judgements: tied, referee: no('r') }).verdict).toBe('no');
    expect(settle({ judgements: tied, referee: unsure('r') }).code).toBe('tie');
    expect(settle({ judgements: [yes('a')], referee: yes('r') }).code).toBe('quorum');
  });

  it('says its counts in one sentence', () => {
    const { why } = settle({ judgements: [yes('a'), yes('b'), no('c'), unsure('d')], silent: [silent('e')] });
    expect(why).toBe('Most of the weight says yes, 2 claims for it held (2 yes, 1 no, 1 unsure, 1 silent).');
  });
});

describe('a referee', () => {
  it('is asked only where both sides have a voice that counts', () => {
    const policy = buildPolicy(3);
    expect(isDisputed([yes('a'), no('b')], policy)).toBe(true);
    expect(isDisputed([yes('a'), yes('b')], policy)).toBe(false);
    expect(isDisputed([yes('a'), unsure('b')], policy)).toBe(false);
    expect(isDisputed([yes('a'), no('b', { claims: [falseClaim('b/1')] }), yes('c')], policy)).toBe(false);
  });
});

describe('a policy', () => {
  it('asks for two members, or one where there is but one', () => {
    expect([0, 1, 2, 5].map((size) => buildPolicy(size).quorum)).toEqual([1, 1, 2, 2]);
  });

  it.each([
    [{ quorum: 0 }],
    [{ quorum: 1.5 }],
    [{ quorum: 4 }],
    [{ majority: 0.4 }],
    [{ majority: 1 }],
    [{ heldClaims: -1 }],
    [{ falseShare: 1.1 }],
    [{ falseShare: Number.NaN }],
  ])('refuses %j', (changes) => {
    expect(() => buildPolicy(3, changes)).toThrowError(expect.objectContaining({ code: 'panel-policy' }) as Error);
  });
});

const claims = (member: string) =>
  fc
    .array(fc.constantFrom('held', 'false', 'open', 'uncited'), { maxLength: 4 })
    .map((states) => states.map((state, at) => makeClaim(`${member}/${at + 1}`, { state: state as 'held' })));
const judgement = (member: string) =>
  fc
    .record({
      vote: fc.constantFrom('yes' as const, 'no' as const, 'unsure' as const),
      weight: fc.constantFrom(0.1, 0.2, 0.3, 0.7, 1, 2, 3),
      claims: claims(member),
    })
    .map((changes) => makeJudgement(member, changes));
const panel = fc
  .integer({ min: 0, max: 6 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => judgement(`m${at}`))));
const policy = fc.record({
  quorum: fc.integer({ min: 1, max: 4 }),
  majority: fc.constantFrom(0.5, 0.6, 0.75),
  heldClaims: fc.integer({ min: 0, max: 2 }),
  falseShare: fc.constantFrom(0, 0.3, 0.5, 1),
});

describe('whatever members answer', () => {
  it('silence changes no verdict that was reached, and is never a no', () => {
    fc.assert(
      fc.property(panel, policy, fc.integer({ min: 1, max: 4 }), (judgements, rules, many) => {
        const quiet = Array.from({ length: many }, (_, at) => silent(`s${at}`));
        const [before, after] = [
          settle({ judgements, policy: rules }),
          settle({ judgements, silent: quiet, policy: rules }),
        ];
        expect(after.verdict).toBe(before.verdict);
        expect(after.yesShare).toBe(before.yesShare);
      }),
    );
  });

  it('a member that falls silent never turns a yes into a no, nor a no into a yes, while the others stay of one mind', () => {
    fc.assert(
      fc.property(panel, policy, (judgements, rules) => {
        fc.pre(judgements.length > 0 && new Set(judgements.map(({ vote }) => vote)).size === 1);
        const before = settle({ judgements, policy: rules }).verdict;
        const after = settle({ judgements: judgements.slice(1), silent: [silent('m0')], policy: rules }).verdict;
        expect([before, 'unsettled']).toContain(after);
      }),
    );
  });

  it('one more false claim never brings about the verdict that its member voted for', () => {
    fc.assert(
      fc.property(panel, policy, fc.nat(), (judgements, rules, at) => {
        fc.pre(judgements.length > 0);
        const liar = judgements[at % judgements.length];
        const more = { ...liar, claims: [...liar.claims, falseClaim(`${liar.member}/9`)] };
        const lied = judgements.map((each) => (each === liar ? more : each));
        const [before, after] = [settle({ judgements, policy: rules }), settle({ judgements: lied, policy: rules })];
        if (after.verdict === liar.vote) expect(before.verdict).toBe(liar.vote);
      }),
    );
  });

  it('the order of members does not matter', () => {
    fc.assert(
      fc.property(panel, policy, fc.infiniteStream(fc.nat()), (judgements, rules, dice) => {
        const keyed = judgements.map((each) => ({ each, key: dice.next().value as number }));
        const mixed = keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
        const [before, after] = [settle({ judgements, policy: rules }), settle({ judgements: mixed, policy: rules })];
        expect({ ...after, judgements: [] }).toEqual({ ...before, judgements: [] });
      }),
    );
  });

  it('all weights multiplied by the same number give the same verdict', () => {
    fc.assert(
      fc.property(panel, policy, fc.constantFrom(0.1, 3, 1000), (judgements, rules, factor) => {
        const heavier = judgements.map((each) => ({ ...each, weight: each.weight * factor }));
        expect(settle({ judgements: heavier, policy: rules }).verdict).toBe(
          settle({ judgements, policy: rules }).verdict,
        );
      }),
    );
  });

  it('a yes has as many held claims as the policy asks, and more than half of the weight', () => {
    fc.assert(
      fc.property(panel, policy, (judgements, rules) => {
        const { verdict, yesShare } = settle({ judgements, policy: rules });
        const held = judgements
          .filter(({ vote }) => vote === 'yes')
          .flatMap((each) => each.claims.filter(({ state }) => state === 'held'));
        if (verdict === 'yes') expect(held.length).toBeGreaterThanOrEqual(rules.heldClaims);
        if (verdict === 'yes') expect(yesShare).toBeGreaterThan(0.5);
        if (verdict === 'no') expect(yesShare).toBeLessThan(0.5);
      }),
    );
  });
});
