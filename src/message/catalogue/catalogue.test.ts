import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { RULES } from '../rules/names.ts';
import { findGaps, sayFinding, type Catalogue } from './catalogue.ts';

const folder = import.meta.dirname;
const codes = readdirSync(folder)
  .filter((name) => name.endsWith('.toml'))
  .map((name) => name.slice(0, -5));
const read = (code: string): unknown => parse(readFileSync(join(folder, `${code}.toml`), 'utf8'));
const english = read('en') as Catalogue;

describe('the catalogues', () => {
  it('are there for English and four more languages', () => {
    expect(codes.toSorted()).toEqual(['de', 'en', 'es', 'hi', 'zh']);
  });

  it.each(codes)('have every sentence with the places of the English one: %s', (code) => {
    expect(findGaps(read(code), english)).toEqual([]);
  });

  it.each(codes.filter((code) => code !== 'en'))('hold no English sentence: %s', (code) => {
    const { findings } = read(code) as Catalogue;
    expect(RULES.filter((rule) => findings[rule] === english.findings[rule])).toEqual([]);
  });

  it('are told what is missing, unknown or without its place', () => {
    const { 'subject-empty': _, ...rest } = english.findings;
    const broken = { ...english, findings: { ...rest, other: 'x', 'subject-long': 'too long' } };
    expect(findGaps(broken, english)).toEqual([
      'findings.other means nothing',
      'findings.subject-empty is missing',
      'findings.subject-long holds no places instead of {length} {limit}',
    ]);
    expect(findGaps(undefined, english)[0]).toBe('language is missing');
  });

  it('put values in once, whatever they hold', () => {
    const finding = {
      rule: 'subject-vague',
      severity: 'warning',
      line: 1,
      values: { words: '{words} {seen}' },
      better: undefined,
      replaces: undefined,
      oneOf: [],
    } as const;
    expect(sayFinding(english, finding)).toContain('"{words} {seen}"');
  });
});
