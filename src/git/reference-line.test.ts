import { describe, expect, it } from 'vitest';
import { commonReference, parseReferenceLine, REFERENCE_STYLES, renderReference } from './reference-line.ts';

const id = '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b';

describe('lines that name the original of a copy', () => {
  it.each(REFERENCE_STYLES)('are read as they are written: %s', (style) => {
    expect(parseReferenceLine(renderReference({ style, id }))).toEqual({ style, id });
  });

  it.each([
    [`[upstream commit ${id}]`, 'small-brackets'],
    [`[ upstream commit ${id}  ]`, 'small-brackets'],
    [`[ UPSTREAM commit ${id} ]`, 'brackets'],
    [`commit ${id} upstream`, 'sentence'],
    [`(cherry-picked from commit ${id})`, 'cherry-picked'],
  ] as const)('are read as keepers vary them: %s', (line, style) => {
    expect(parseReferenceLine(line)?.style).toBe(style);
  });

  it.each([`see commit ${id} upstream.`, `Fixes: ${id} ("x")`, '[ Upstream commit ]', `[ upstream commit ${id}`])(
    'are whole lines: %s',
    (line) => expect(parseReferenceLine(line)).toBeUndefined(),
  );

  it('have the style of the most messages, whatever stands further down in them', () => {
    const picked = `words\n\n(cherry picked from commit ${id})\n(cherry picked from commit ${id})\n`;
    expect(commonReference([picked, `[ upstream commit ${id} ]\n\nwords`, `[ upstream commit ${id} ]\n`])).toBe(
      'small-brackets',
    );
    expect(commonReference([picked, 'words', `${picked}master commit: ${id}\n`])).toBe('cherry-picked');
    expect(commonReference(['words', ''])).toBeUndefined();
  });
});
