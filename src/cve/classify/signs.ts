import { readChange } from '../../evidence/index.ts';
import type { ChangeReading } from '../../evidence/index.ts';
import { buildMaskedBody, buildMaskedSubject } from '../../history/index.ts';
import type { CveText } from './known.ts';
import { findReach } from './reach.ts';

const NO_FACTS = { fixes: [], stable: [], upstream: [], reverts: [], blamed: [], trailers: [] };
const NOWHERE = { message: '', diff: '' };
const LONG = 60;
const SHORT = 12;

/** What a text says of its change, trailers left out: they tell what became of it. */
export const readText = ({ subject, body }: CveText): ChangeReading =>
  readChange({
    subject: buildMaskedSubject(subject),
    body: buildMaskedBody(body),
    ...{ facts: NO_FACTS, patch: undefined, source: NOWHERE },
  });

/**
 * Names of what a text says in kind: which problem, in the subject or below it, with a trace or without, who can bring it about, what
 * else it is for. They are the same in every part of a tree, so that records of other places teach them.
 */
export function listSigns(text: CveText): ReadonlySet<string> {
  const { telling, problems, reports, purposes } = readText(text);
  const words = telling.prose.split(/\s+/).length;
  return new Set([
    ...problems.map(({ kind }) => `its message names ${kind}`),
    ...problems.flatMap(({ kind, inSubject }) => (inSubject ? [`its subject names ${kind}`] : [])),
    ...reports.map(() => 'its message shows a trace'),
    ...purposes.map(({ kind }) => `its message says what it is for: ${kind}`),
    ...findReach(`${telling.subject}\n${telling.prose}`).map(({ who }) => `by its message it is reached by: ${who}`),
    ...(problems.length === 0 ? ['its message names no problem'] : []),
    ...(words > LONG ? ['its message is long'] : []),
    ...(words < SHORT ? ['its message is short'] : []),
  ]);
}
