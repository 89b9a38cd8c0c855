import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildJudgementForm, parseJudgement } from './judgement.ts';

const options = { branches: ['linux-6.1.y', 'linux-5.10.y'], bounded: false };
const citing = (kind: string, at: unknown, quote = '') => ({ kind, at, quote });
const claim = (...citations: readonly unknown[]) => ({ text: 'It leaks.', weighs: 'for', citations });
const GOOD = {
  ...{ vote: 'yes', confidence: '0.8', summary: 'A fix.', concerns: [], unverified: [] },
  claims: [claim(citing('fact', '3', 'kfree'))],
  branches: [{ branch: 'linux-6.1.y', advice: 'take', why: 'It leaks there.' }],
};
const problemsOf = (answer: unknown, changes = {}): readonly string[] => {
  const checked = buildJudgementForm({ ...options, ...changes }).schema.safeParse(answer);
  return checked.success ? [] : checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const citationsOf = (...citations: readonly unknown[]) =>
  parseJudgement({ ...GOOD, claims: [claim(...citations)] }, options).claims[0].citations;

interface Json {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
}

/** Every schema inside of a schema. */
const listSchemas = (schema: Json): readonly Json[] => [
  schema,
  ...Object.values(schema.properties ?? {}).flatMap(listSchemas),
  ...(schema.items === undefined ? [] : listSchemas(schema.items)),
];
const render = (changes = {}): Json =>
  z.toJSONSchema(buildJudgementForm({ ...options, ...changes }).schema, { io: 'input', target: 'draft-7' }) as Json;

describe('the form of a judgement', () => {
  it('is plain enough for strict services: every field required, nothing beside them, no unions, bounded lists', () => {
    for (const schema of listSchemas(render())) {
      expect(['object', 'array', 'string', 'boolean']).toContain(schema.type);
      expect(Object.keys(schema)).not.toContain('anyOf');
      expect(Object.keys(schema)).not.toContain('$ref');
      if (schema.type === 'object') expect(schema).toMatchObject({ additionalProperties: false });
      if (schema.type === 'object') expect(schema.required).toEqual(Object.keys(schema.properties ?? {}));
      if (schema.type === 'array') expect(schema).toHaveProperty('maxItems');
      expect(Object.keys(schema)).not.toContain('maxLength');
    }
  });

  it('asks for the vote after the claims that it rests on', () => {
    const keys = Object.keys(render().properties ?? {});
    expect(keys.indexOf('vote')).toBeGreaterThan(keys.indexOf('claims'));
  });

  it('bounds every text and fewer claims for a grammar', () => {
    const texts = listSchemas(render({ bounded: true })).filter(
      (each) => each.type === 'string' && each.enum === undefined,
    );
    for (const each of texts) expect(each).toHaveProperty('maxLength');
    expect(texts.length).toBeGreaterThan(4);
  });

  it('knows the branches by name, and asks for no advice where there are none', () => {
    expect(JSON.stringify(render())).toContain('"enum":["linux-6.1.y","linux-5.10.y"]');
    expect(Object.keys(render({ branches: [] }).properties ?? {})).not.toContain('branches');
    expect(parseJudgement({ ...GOOD, branches: [] }, { ...options, branches: [] }).branches).toEqual([]);
  });
});

describe('an answer', () => {
  it('is read into a judgement', () => {
    expect(parseJudgement(GOOD, options)).toEqual({
      ...{ vote: 'yes', confidence: 0.8, summary: 'A fix.', concerns: [], unverified: [], branches: GOOD.branches },
      claims: [{ text: 'It leaks.', weighs: 'for', citations: [{ kind: 'fact', number: 3, quote: 'kfree' }] }],
    });
  });

  it('is read with patience where nothing is in doubt', () => {
    const loose = {
      vote: ' YES ',
      confidence: 0.83,
      claims: JSON.stringify([{ text: 'A.', citations: [{ kind: 'Fact', at: 3 }] }]),
      extra: 1,
    };
    expect(parseJudgement(loose, options)).toMatchObject({
      ...{ vote: 'yes', confidence: 0.8, summary: '', branches: [] },
      claims: [{ text: 'A.', weighs: 'neutral', citations: [{ kind: 'fact', number: 3 }] }],
    });
    expect(parseJudgement({ ...GOOD, summary: 'x'.repeat(5000) }, options).summary).toHaveLength(600);
    expect(parseJudgement(parseable(GOOD), options)).toEqual(parseJudgement(GOOD, options));
  });

  it.each([
    [{ ...GOOD, vote: 'aye' }, 'vote: say "yes", "no" or "unsure"'],
    [{ ...GOOD, confidence: 1.7 }, 'confidence: say one of "0"'],
    [{ ...GOOD, confidence: '85' }, 'confidence: say one of "0"'],
    [{ ...GOOD, confidence: -0.1 }, 'confidence: say one of "0"'],
    [{ ...GOOD, claims: Array.from({ length: 13 }, () => claim()) }, 'claims: '],
    [{ ...GOOD, claims: 'none' }, 'claims: '],
    [{ ...GOOD, claims: ['text'] }, 'claims.0: '],
    [{ ...GOOD, branches: [{ branch: '6.1', advice: 'take', why: '' }] }, 'branches.0.branch: '],
    [{ ...GOOD, claims: [claim(citing('fact', 'three'))] }, 'claims.0.citations.0.at: "three" is no fact number'],
    [{ ...GOOD, claims: [claim(citing('fact', 0))] }, 'is no fact number'],
    [{ ...GOOD, claims: [claim(citing('commit', '12345'))] }, '"12345" is no commit id'],
    [{ ...GOOD, claims: [claim(citing('line', 'net/x.c'))] }, 'write path:line'],
    [{ ...GOOD, claims: [claim(citing('patch', '', ' '))] }, 'needs the quoted words'],
    [{ ...GOOD, claims: [claim(citing('rumour', 'x'))] }, 'say one of fact, commit, line'],
    ['YES', 'expected object'],
    [null, 'expected object'],
  ])('%j is refused with words that teach', (answer, problem) => {
    expect(problemsOf(answer).join('\n')).toContain(problem);
  });

  it('after a repair loses the citations of a claim with one that cannot be read, all of them', () => {
    const mixed = { ...GOOD, claims: [claim(citing('fact', 3), citing('line', 'nowhere')), claim(citing('fact', 4))] };
    expect(problemsOf(mixed, { forgiving: true })).toEqual([]);
    const { claims } = parseJudgement(mixed, { ...options, forgiving: true });
    expect(claims.map(({ citations }) => citations.length)).toEqual([0, 1]);
    expect(problemsOf({ ...mixed, vote: 'aye' }, { forgiving: true })).toHaveLength(1);
  });
});

/** What comes out of the schema goes through it again unchanged: recordings are checked when they are played. */
const parseable = (answer: unknown): unknown => buildJudgementForm(options).schema.parse(answer);

describe('citations', () => {
  it('are read as people write them', () => {
    expect(citationsOf(citing('fact', '[12]'))).toEqual([{ kind: 'fact', number: 12, quote: undefined }]);
    expect(citationsOf(citing('commit', 'commit 1A2B3C4D5E6F ("net: mend it")'))).toEqual([
      { kind: 'commit', id: '1a2b3c4d5e6f', subject: 'net: mend it' },
    ]);
    expect(citationsOf(citing('commit', '1a2b3c4', 'net: x'))).toEqual([
      { kind: 'commit', id: '1a2b3c4', subject: 'net: x' },
    ]);
    expect(citationsOf(citing('line', 'net/x.c:120', 'kfree(b);'))).toEqual([
      { kind: 'line', path: 'net/x.c', line: 120, revision: undefined, quote: 'kfree(b);' },
    ]);
    expect(citationsOf(citing('line', 'net/x.c:12-14@v6.1'))).toMatchObject([{ line: 12, revision: 'v6.1' }]);
    expect(citationsOf(citing('message', '', 'use after free'))).toEqual([
      { kind: 'quote', of: 'message', quote: 'use after free' },
    ]);
  });
});
