import { parseDraft } from './draft.ts';
import { checkBody } from './rules/body.ts';
import type { Context, Rule } from './rules/context.ts';
import { checkFault, checkStable } from './rules/faults.ts';
import type { RuleName } from './rules/names.ts';
import { checkReferences } from './rules/references.ts';
import { checkSubject } from './rules/subject.ts';
import { checkTrailers } from './rules/trailers.ts';
import type { Finding } from './types.ts';

const CHECKS: readonly Rule[] = [checkSubject, checkBody, checkReferences, checkFault, checkTrailers, checkStable];
const ORDER = { error: 0, warning: 1, advice: 2 } as const;

/** All that a reviewer of this project would say of a message, what matters most first. */
export function reviewMessage(context: Context): readonly Finding[] {
  const { lines } = context.draft;
  if (lines.every((line) => line.trim() === '')) return checkSubject(context);
  const found = CHECKS.flatMap((check) => keepBetter(context, check));
  return found.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.line ?? 0) - (b.line ?? 0));
}

/** What a rule finds; a line that it would find fault with again is not proposed. */
function keepBetter(context: Context, check: Rule): readonly Finding[] {
  const found = check(context);
  return found.map((finding) =>
    finding.better === undefined || isBetter(context, finding, { check, found })
      ? finding
      : { ...finding, better: undefined },
  );
}

/** Whoever writes so has to begin anew: no better form of it helps. */
const EMPTY_WORDS: ReadonlySet<RuleName> = new Set(['subject-vague', 'body-repeats-subject']);

interface Checked {
  readonly check: Rule;
  readonly found: readonly Finding[];
}

function isBetter(context: Context, { rule, better = '', replaces }: Finding, { check, found }: Checked): boolean {
  if (replaces === undefined) return true;
  const [from, to] = replaces;
  const lines = context.draft.lines.toSpliced(from, to - from, ...better.split('\n'));
  const left = check({ ...context, draft: parseDraft(lines.join('\n')) });
  const times = (findings: readonly Finding[]): number => findings.filter((each) => each.rule === rule).length;
  return times(left) < times(found) && !left.some((each) => EMPTY_WORDS.has(each.rule));
}
