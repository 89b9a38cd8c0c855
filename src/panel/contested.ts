import { fence } from './fence.ts';
import { renderFact } from './tool-calls.ts';
import { sayPredicate } from './check/index.ts';
import { cutToTokens } from './tokens.ts';
import type { CheckedClaim, CheckedJudgement, NumberedFact, RawCitation } from './types.ts';
import { plural } from '../plural.ts';

/** A claim as others are shown it: under a label that does not tell whose it is. */
export interface ContestedClaim {
  /** `C1`, `C2` … */
  readonly label: string;
  readonly claim: CheckedClaim;
}

const MOST_CLAIMS = 16;

/**
 * What a member is asked about: the claims that held or are open, of members who vote the other way. In the order of their words,
 * which is the same in every run and tells nothing of who said what.
 */
export const listOpposed = (
  member: Pick<CheckedJudgement, 'member' | 'vote'>,
  judgements: readonly CheckedJudgement[],
): readonly ContestedClaim[] => {
  const opposed = judgements.filter(
    ({ vote }) => vote !== 'unsure' && member.vote !== 'unsure' && vote !== member.vote,
  );
  const claims = opposed.flatMap((each) => each.claims);
  return labelClaims(
    claims.filter(({ state, claim }) => (state === 'held' || state === 'open') && claim.weighs !== 'neutral'),
  );
};

/** All that both sides state, for the referee; false claims too, so that it sees what fell. */
export const listAll = (judgements: readonly CheckedJudgement[]): readonly ContestedClaim[] =>
  labelClaims(judgements.flatMap(({ claims }) => claims));

const labelClaims = (claims: readonly CheckedClaim[]): readonly ContestedClaim[] => {
  const order = claims.toSorted((a, b) => compare(a.claim.text, b.claim.text) || compare(a.name, b.name));
  return order.slice(0, MOST_CLAIMS).map((claim, at) => ({ label: `C${at + 1}`, claim }));
};

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

const MOST_FACT_TOKENS = 1500;

/**
 * The claims, what they rest on, how the checks came out, and the facts that they cite beyond those of the dossier. All of it is what
 * models wrote and tools found: it stands between marks.
 */
export const renderContested = (contested: readonly ContestedClaim[], found: readonly NumberedFact[]): string => {
  const cited = new Set(contested.flatMap(({ claim }) => claim.claim.citations.flatMap(numberOf)));
  const facts = found.filter(({ number }) => cited.has(number)).map(shortFact);
  const parts = [fence('claims', contested.map(renderClaim).join('\n'))];
  if (facts.length > 0) parts.push(`# Facts that they cite\n${facts.map(renderFact).join('\n')}`);
  return parts.join('\n\n');
};

const numberOf = (citation: RawCitation): number[] => (citation.kind === 'fact' ? [citation.number] : []);

const shortFact = (fact: NumberedFact): NumberedFact => {
  const { text, lines } = cutToTokens(fact.text, MOST_FACT_TOKENS);
  return lines === 0 ? fact : { ...fact, text: `${text}\n[${plural(lines, 'more line')}]` };
};

const renderClaim = ({ label, claim }: ContestedClaim): string => {
  const { text, weighs, citations } = claim.claim;
  const rests = citations.length === 0 ? '' : `\n    rests on: ${citations.map(renderCitation).join('; ')}`;
  const refuted = claim.refutedBy.length > 0 ? ', refuted with evidence by another member' : '';
  const wrong = claim.checks
    .filter(({ result }) => result === 'wrong')
    .map(({ what, why }) => `\n    wrong: ${what}: ${why}`);
  return `${label} (${weighs}; ${claim.state}${refuted}): ${text}${rests}${wrong.join('')}`;
};

const renderCitation = (citation: RawCitation): string => {
  if (citation.kind === 'fact') return `[${citation.number}]${quoted(citation.quote)}`;
  if (citation.kind === 'commit') return `commit ${citation.id}${quoted(citation.subject)}`;
  if (citation.kind === 'quote') return `the ${citation.of}${quoted(citation.quote)}`;
  if (citation.kind === 'branch') return `${citation.branch}: ${sayPredicate(citation.says)}`;
  if (citation.kind === 'version') return `the ${citation.of} came in ${citation.version}`;
  const { path, line, revision, quote } = citation;
  return `${path}:${line}${revision === undefined ? '' : `@${revision}`}${quoted(quote)}`;
};

const quoted = (text: string | undefined): string => (text === undefined ? '' : ` "${text}"`);
