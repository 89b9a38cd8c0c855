import { expect, test } from 'vitest';
import { relateSubjects } from './relate.ts';

const relation = (asked: string, actual: string): string => relateSubjects(asked, actual).relation;

test('case and punctuation do not tell subjects apart', () => {
  expect(relation('net/mlx5: Fix multi process rules', 'net/mlx5: fix multi-process rules.')).toBe('folded');
});

test('an ellipsis of either kind stands for any words, between parts in their order', () => {
  expect(
    relation(
      'firmware: ... auto-update: fix poll() ... errors',
      'firmware: x auto-update: fix poll() return and errors',
    ),
  ).toBe('pattern');
  expect(relation('iommu: Introduce a flag to avoid…', 'iommu: Introduce a flag to avoid a flush')).toBe('pattern');
  expect(relation('fix a … before b', 'fix b and a before')).not.toBe('pattern');
});

test('cut, longer, and differently prefixed subjects are named as such', () => {
  expect(relation('tree-wide: remove a number of', 'tree-wide: remove a number of calls')).toBe('truncated');
  expect(relation('iommu: remove unused method, 2020', 'iommu: remove unused method')).toBe('longer');
  expect(relation('fix 32-bit link', 'mk: fix 32-bit link')).toBe('unprefixed');
});

test('another subject is different however much two words recur', () => {
  expect(relation('net: fix leak', 'net: fix crash when the link is taken down twice')).toBe('different');
  expect(relation('', 'net: fix leak')).toBe('different');
});
