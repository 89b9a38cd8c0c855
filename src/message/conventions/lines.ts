import { findVerbatim } from '../draft.ts';
import type { Draft } from '../types.ts';

export interface ProseLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Lines that people wrap: of prose and lists, without links, quoted code and names that cannot be broken. */
export function proseLines(draft: Draft): readonly ProseLine[] {
  return draft.paragraphs.flatMap(({ kind, from, to }) => {
    if (kind !== 'prose' && kind !== 'list') return [];
    const lines = draft.lines.slice(from, to);
    const verbatim = findVerbatim(lines);
    return lines
      .map((text, at) => ({ text, number: from + at + 1 }))
      .filter(({ text }, at) => !verbatim[at] && !/:\/\/|\S{45,}|commit [0-9a-f]{7,}|^Note:|^\[/.test(text));
  });
}
