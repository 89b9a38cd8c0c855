import { checkBody } from './rules/body.ts';
import type { Context, Rule } from './rules/context.ts';
import { checkFault, checkStable } from './rules/faults.ts';
import { checkReferences } from './rules/references.ts';
import { checkSubject } from './rules/subject.ts';
import { checkTrailers } from './rules/trailers.ts';
import type { Finding } from './types.ts';

const CHECKS: readonly Rule[] = [checkSubject, checkBody, checkReferences, checkFault, checkTrailers, checkStable];
const ORDER = { error: 0, warning: 1, advice: 2 } as const;

/** All that a reviewer of this project would say of a message, what matters most first. */
export function reviewMessage(context: Context): readonly Finding[] {
  const found = CHECKS.flatMap((check) => check(context));
  return found.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.line ?? 0) - (b.line ?? 0));
}
