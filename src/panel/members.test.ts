import { describe, expect, it } from 'vitest';
import { TEST_PROMPTS } from '../testing/panel.ts';
import { makeScriptedModel } from '../testing/scripted-model.ts';
import { planMembers, splitMembers } from './members.ts';
import { hashPrompts } from './prompt-texts.ts';

const able = (name: string) => makeScriptedModel([], { name });
const plain = (name: string) => makeScriptedModel([], { name, tools: false });
const seats = (...models: readonly ReturnType<typeof able>[]) =>
  planMembers(models, TEST_PROMPTS)?.map(
    ({ role, model, tools }) => `${role} on ${model.name}${tools ? ' with tools' : ''}`,
  );

describe('a default panel', () => {
  it('has both sides of the question on different models where there are two', () => {
    expect(seats(able('a'), able('b'), able('c'))).toEqual([
      'analyst on a with tools',
      'security on a',
      'sceptic on b with tools',
      'referee on b with tools',
    ]);
  });

  it('has an analyst and a sceptic on one model, and no referee of the same mind', () => {
    expect(seats(able('a'))).toEqual(['analyst on a with tools', 'sceptic on a']);
  });

  it('is one analyst without tools on a model that cannot use them', () => {
    expect(seats(plain('local'))).toEqual(['analyst on local']);
  });

  it('asks both of two models, and lets one that can use tools be the analyst', () => {
    expect(seats(plain('local'), able('a'))).toEqual(['analyst on a with tools', 'sceptic on local']);
    expect(seats(plain('local'), plain('other'))).toEqual(['analyst on local', 'sceptic on other']);
  });

  it('is none without a model', () => {
    expect(planMembers([], TEST_PROMPTS)).toBeUndefined();
  });

  it('gives each member its own name, its prompt and the same weight', () => {
    const members = planMembers([able('a'), able('b')], TEST_PROMPTS) ?? [];
    expect(new Set(members.map(({ name }) => name)).size).toBe(4);
    expect(members.map(({ prompt, weight }) => [prompt, weight])).toEqual([
      ['Look.', 1],
      ['Harm?', 1],
      ['Doubt.', 1],
      ['Settle.', 1],
    ]);
    const { first, referee } = splitMembers(members);
    expect(first.map(({ role }) => role)).toEqual(['analyst', 'security', 'sceptic']);
    expect(referee?.role).toBe('referee');
  });
});

describe('the hash of prompts', () => {
  it('changes with every word of every prompt', () => {
    const changed = [
      ...(['safety', 'common', 'tools', 'refute'] as const).map((name) => ({ ...TEST_PROMPTS, [name]: 'Other.' })),
      ...Object.keys(TEST_PROMPTS.roles).map((role) => ({
        ...TEST_PROMPTS,
        roles: { ...TEST_PROMPTS.roles, [role]: 'Other.' },
      })),
    ];
    const hashes = [TEST_PROMPTS, ...changed].map(hashPrompts);
    expect(new Set(hashes).size).toBe(10);
    expect(hashPrompts({ ...TEST_PROMPTS })).toBe(hashes[0]);
  });
});
