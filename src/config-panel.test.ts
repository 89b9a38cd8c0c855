import { expect, test } from 'vitest';
import { parseConfig } from './config-file.ts';
import { parseBudget } from './config-panel.ts';

const parse = (text: string) => parseConfig(text, 'here.toml').panel;

test('a config without models has an empty panel that lets 95 in 100 through its gate', () => {
  expect(parse('')).toMatchObject({ models: [], members: [], recall: 0.95, budget: {} });
});

test('models pass as they are, members and the panel are read', () => {
  const panel = parse(`
[[models]]
name = "m"
kind = "ollama"
model = "x"
[[members]]
name = "sceptic"
model = "m"
role = "sceptic"
prompt = "sceptic.md"
weight = 2
tools = false
[panel]
quorum = 3
held_claims = 2
budget = "1.5M tokens"
`);
  expect(panel.models).toEqual([{ name: 'm', kind: 'ollama', model: 'x' }]);
  expect(panel.members).toEqual([
    { name: 'sceptic', model: 'm', role: 'sceptic', prompt: 'sceptic.md', weight: 2, tools: false },
  ]);
  expect(panel.policy).toMatchObject({ quorum: 3, heldClaims: 2, majority: undefined });
  expect(panel.budget).toEqual({ tokens: 1_500_000, microUsd: undefined });
});

test.each([
  ['[panel]\nquorom = 2', 'did you mean "quorum"?'],
  ['[[members]]\nname = "a"\nmodel = "m"\nrole = "boss"', 'members[0].role'],
  ['[[members]]\nname = "a"\nmodel = "m"\nrole = "analyst"\nweigth = 1', 'did you mean "weight"?'],
  ['[[members]]\nname = "a b"\nmodel = "m"\nrole = "analyst"', 'members[0].name'],
  [
    '[[members]]\nname = "a"\nmodel = "m"\nrole = "analyst"\n[[members]]\nname = "a"\nmodel = "m"\nrole = "sceptic"',
    'two members have the name "a"',
  ],
  ['[[members]]\nname = "a"\nmodel = "m"\nrole = "referee"', 'nobody but a referee'],
  [
    ['analyst', 'referee', 'referee']
      .map((role, at) => `[[members]]\nname = "m${at}"\nmodel = "m"\nrole = "${role}"\n`)
      .join(''),
    'two referees',
  ],
  ['[panel]\nmajority = 0.4', 'panel.majority'],
  ['[panel]\nbudget = "5"', 'panel.budget: "5" is no budget; write 5USD or 200k tokens'],
])('%j is refused and says where', (text, says) => {
  expect(() => parse(text)).toThrow(says);
});

test.each([
  ['5USD', { microUsd: 5_000_000 }],
  ['$0.5', { microUsd: 500_000 }],
  ['0.000001 usd', { microUsd: 1 }],
  ['200k tokens', { tokens: 200_000 }],
  ['300 tok', { tokens: 300 }],
])('%s is a budget', (text, budget) => {
  expect(parseBudget(text, '--budget')).toMatchObject(budget);
});

test.each(['', '5', '0USD', '-3USD', '5EUR', '1e9 tokens', '5USD 6USD', 'tokens', '0 tokens', '9'.repeat(30) + 'USD'])(
  '%j is no budget',
  (text) => {
    expect(() => parseBudget(text, '--budget')).toThrow('--budget: ');
  },
);
