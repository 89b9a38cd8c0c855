import { mends, STABLE } from '../conventions/learn.ts';
import { isRevert } from '../subject.ts';
import type { Finding } from '../types.ts';
import { COSMETIC } from '../words.ts';
import { find, hasHabit, isCustom, shareValue, type Context, type Rule, type StableView } from './context.ts';

/** Below, a project writes `Fixes:` too seldom to be told of it. */
const SOME = 0.4;
const MOST = 0.8;

/** Whether it is worth the time to look who made the changed lines. */
export const wantsFault = (context: Pick<Context, 'draft' | 'conventions'>): boolean =>
  mends(context.draft) && !isRevert(context.draft.subject) && isCustom(context.conventions.habits.fixesOnFix, SOME);

/** `Fixes:` where a fix lacks it, or names a commit that made none of the lines. */
export const checkFault: Rule = (context) => {
  const { draft, fault } = context;
  if (isRevert(draft.subject)) return [];
  const named = context.references.filter(({ place }) => place === 'fixes');
  const lines = draft.trailers.filter(({ key }) => /^fixes$/i.test(key));
  if (lines.length === 0) return checkMissing(context);
  const best = fault?.best;
  const known = named.flatMap(({ outcome }) => (outcome.kind === 'right' ? [outcome.sha] : []));
  if (fault === undefined || best === undefined || known.length !== lines.length) return [];
  const fits = (sha: string): boolean =>
    fault.suspects.some((suspect) => suspect.sha === sha) || fault.related?.includes(sha) === true;
  if (known.some(fits)) return [];
  const values = { id: best.sha.slice(0, 12), subject: best.subject, lines: String(best.removed + best.beside) };
  return [find('fixes-doubtful', 'advice', { line: lines[0].from + 1, values, better: sayFixes(context) })];
};

function checkMissing(context: Context): readonly Finding[] {
  const { draft, fault } = context;
  if (!mends(draft) || !hasHabit(context, 'fixesOnFix', SOME)) return [];
  const best = fault?.best;
  const custom = hasHabit(context, 'fixesOnFix', MOST) && !COSMETIC.test(draft.subject);
  if (best === undefined && !custom) return [];
  return [
    find('fixes-missing', custom ? 'warning' : 'advice', {
      values: shareValue(context, 'fixesOnFix'),
      better: sayFixes(context),
    }),
  ];
}

function sayFixes({ fault, conventions }: Context): string | undefined {
  const best = fault?.best;
  return best === undefined
    ? undefined
    : `Fixes: ${best.sha.slice(0, Math.max(12, conventions.idDigits ?? 12))} ("${best.subject}")`;
}

/** `Cc: stable` by the habit of the project and what triage expects; never where the project has no such line. */
export const checkStable: Rule = (context): readonly Finding[] => {
  const { draft, stable, conventions } = context;
  const address = conventions.stableAddress;
  if (address === undefined) return [];
  const line = draft.trailers.find(({ key, value }) => /^cc$/i.test(key) && STABLE.test(value));
  const found: Finding[] = [];
  const asked =
    line === undefined ? undefined : /[\w.+-]+@[\w.-]*\w/.exec(STABLE.exec(line.value)?.[0] ?? '')?.[0].toLowerCase();
  if (
    line !== undefined &&
    asked !== undefined &&
    asked !== address &&
    !/^stable(?:\+noautosel)?@kernel\.org$/.test(asked)
  )
    found.push(
      find('stable-address', 'error', { line: line.from + 1, values: { address: asked }, better: `Cc: ${address}` }),
    );
  if (stable === undefined) return found;
  if (line !== undefined && stable.faultUnreleased)
    found.push(find('stable-needless', 'advice', { line: line.from + 1 }));
  const expected = likely(stable) || (stable.faultRelease !== undefined && hasHabit(context, 'stableOnFixes', 0.7));
  if (line === undefined && expected && !stable.faultUnreleased) {
    const values = {
      probability: stable.probability === undefined ? '-' : `${Math.round(stable.probability * 100)} %`,
      release: stable.faultRelease ?? '-',
    };
    found.push(find('stable-missing', 'advice', { values, better: `Cc: ${address}` }));
  }
  return found;
};

/** More likely taken than not, and among those that triage proposes. */
const likely = ({ probability, threshold }: StableView): boolean =>
  probability !== undefined && probability >= Math.max(threshold, 0.5);
