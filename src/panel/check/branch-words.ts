import type { BranchSays } from '../types.ts';
import { branchMentions } from './branch-names.ts';
import { stemsSay } from './branch-stems.ts';
import { answerOf, polarityAt, type Polarity } from './polarity.ts';
import { guard } from './prose.ts';

/** What a sentence can say of a commit and a branch. */
type Predicate = BranchSays;

const BUG =
  '(?:bugs?|bugg?y|issue|problem|defect|flaw|regression|vulnerab\\w+|faulty|broken|offending|culprit|vulnerable|affected|race|leak|guilty|problematic|introducing)';
const CLEAN =
  '(?:clean(?:ly)?|without (?:any )?(?:\\w+ )?(?:conflicts?|changes?|modifications?|adaptations?|adaption|trouble|problems?|fuzz|rework|adjustments?)|as[- ]is|conflict-free|unchanged|unmodified|straight)';
const APPLY =
  '(?:appl(?:y|ies|ied|ying|icable)|cherry-?\\s?pick(?:s|ed|ing|able)?|pick(?:s|ed|ing)?|merges?|merged|backports?|backported|backportable|rebases?|goes (?:in|on)(?:to)?)';

/** In order: the first of a pair that fits keeps the other from being asked. */
const PREDICATES: readonly (readonly [Predicate, RegExp, Predicate | undefined])[] = [
  [
    'conflicts',
    new RegExp(
      `\\b(?:conflicts? (?:in|on|with|when|against|there|at|for)\\b|conflicts?(?=[,:.]|$)|manual backport|conflicting\\b|(?:do(?:es)?|did|will|can) ?n[o']t (?:be )?${APPLY}(?: ${CLEAN})?|cannot be ${APPLY} ${CLEAN}|(?:not|never) ${APPLY} ${CLEAN}|(?:not|isn't) a clean (?:cherry-?pick|pick|backport|apply)|(?:fails?|failed|refuses?|won't|unable) (?:to )?(?:cleanly )?${APPLY}|needs? (?:to be )?(?:adapt\\w+|manual\\w*|rework\\w*|rebas\\w+|an? (?:adapted|manual|custom) (?:backport|version))|requires? (?:adapt\\w+|manual \\w+|rework\\w*|an? (?:adapted|manual|custom) \\w+)|merge conflicts?|(?:has|have|hits?|runs? into|produces?|causes?|results? in|gives?|with) (?:\\w+ ){0,2}conflicts?|conflicted\\b)`,
      'i',
    ),
    'applies',
  ],
  [
    'applies',
    new RegExp(
      `\\b(?:${APPLY}\\b[^.;,]{0,60}?\\b${CLEAN}|clean(?:ly)? ${APPLY}|clean (?:backport|cherry-?pick|pick|apply|application)|NOCLASH|${CLEAN} ${APPLY}|conflict-free|no (?:\\w+ )?(?:adapt\\w+|changes|modifications?|rework\\w*|manual work) (?:is |are |was )?(?:needed|required|necessary)|needs? no (?:\\w+ )?(?:adapt\\w+|changes|modifications?|rework\\w*))`,
      'i',
    ),
    undefined,
  ],
  [
    'unaffected',
    new RegExp(
      `\\b(?:(?:not|never|n't|neither) (?:\\w+ )?(?:affected|vulnerable|impacted|buggy|broken)|unaffected|(?:do(?:es)? not|doesn't|don't|never|did not) (?:\\w+ )?(?:have|contain|carry|include|suffer|exhibit) (?:from )?(?:the |this |that )?(?:\\w+ )?${BUG}|lacks? the ${BUG}|free of (?:the |this )?${BUG}|(?:bug|issue|problem|defect|regression) (?:is|was) (?:not|never) (?:in|present|there|part)|predates? the ${BUG})`,
      'i',
    ),
    'affected',
  ],
  [
    'affected',
    new RegExp(
      `\\b(?:(?:is|are|was|were|be|remains?|also|still|both|all) (?:\\w+ )?(?:affected|vulnerable|impacted)\\b|^affected\\b|affects\\b|(?:has|have|contains?|carr(?:y|ies)|includes?|inherited|suffers? from|exhibits?) (?:the |this |that |the same )(?:\\w+ )?${BUG}|(?:bug|issue|problem|defect|regression|vulnerability|flaw)(?: \\w+)? (?:is|was|exists?|also exists) (?:also |still )?(?:in|present|there|part of|on)\\b|affected (?:branches|trees|versions|kernels))`,
      'i',
    ),
    undefined,
  ],
  [
    'missing',
    /\b(?:missing (?:from|in|on|this|the|it)\b|(?:is|are|was|were)(?: not|n't) (?:yet |currently |already )?(?:in\b|present|there|part of|included|been|backported|picked|applied|merged|available|found)|(?:has|have)(?: not|n't) (?:yet )?(?:been (?:backported|picked|applied|taken|merged|included|queued)|reached|got|received|picked|taken|landed|this|the)|lacks?\b|lacking|do(?:es)?(?: not|n't) (?:yet |currently |already )?(?:have|contain|include|carry)|absent (?:from|in|on)|no backport\b|never (?:reached|backported|been|made|picked|landed|got)|not (?:yet )?(?:in|on|present in|part of|backported|picked|applied|included)\b|yet to (?:be|reach|get|land))/i,
    'there',
  ],
  [
    'there',
    /\b(?:already (?:\w+ )?(?:in\b|present|there|applied|picked|taken|backported|merged|includ\w+|contain\w*|has|have|had|got|carr\w+|received|landed|part of)|(?:has|have|had) (?:already |since |also )?been (?:\w+ )?(?:picked|backported|applied|taken|merged|included|accepted|cherry-picked)|(?:was|were|is|got) (?:already |also |since |later )?(?:cherry-)?(?:picked|backported|taken|included|merged|accepted|present|applied)\b|(?:has|have|contains?|includes?|carr(?:y|ies)) (?:this|the) (?:fix|commit|patch|change)|(?:has|have) (?:already |since )?(?:picked|taken|got|received|merged|backported|cherry-picked)\b|backports?\b.{0,20}\bexists?\b|landed (?:in|on)|made it (?:in)?to|(?:is|are) (?:in|on|part of)\b|present in)/i,
    undefined,
  ],
];

const NO_CONFLICT =
  /\b(?:without|no|zero|free of|with no) (?:(?:any|a|merge|single|textual|known) ){0,2}conflicts?\b/gi;

/** What a clause says of its branches, by the words that are known, else by stems; an answer behind it (`has the fix: no`) turns it round. */
export function predicatesIn(clause: string): readonly Predicate[] {
  const read = maskBranches(guard(clause)).replaceAll('’', "'").replaceAll(NO_CONFLICT, 'NOCLASH');
  const answered = answerOf(read);
  if (answered?.answer === 'open') return [];
  const said = answered === undefined ? read : answered.head;
  const known = knownIn(said);
  const stems =
    known.length === 0 ? (stemsSay(said) ?? (answered === undefined ? undefined : keyed(answered))) : undefined;
  const found = stems === undefined ? known : [stems];
  return answered?.answer === 'no' ? found.map(oppositeOf) : found;
}

/** `linux-6.6.y: missing`, `pick onto linux-6.6.y: ok`: what the key asks, as if it were answered with yes. */
function keyed({
  head,
  said,
  answer,
}: {
  readonly head: string;
  readonly said: string;
  readonly answer: Polarity;
}): Predicate | undefined {
  if (/^\W*(?:branch\W+)?BRANCH\W*$/.test(head))
    return /^(?:present|there|included|missing|absent|not (?:there|present|found|included|yet))$/i.test(said)
      ? 'there'
      : undefined;
  return answer !== 'open' &&
    /\b(?:pick|apply|applies|applicable|cherry|merge|dry[- ]run|backport(?:able)?)\w*\b/i.test(head) &&
    !/\b(?:picked|backported|merged|applied|has|is)\b/i.test(head)
    ? 'applies'
    : undefined;
}

export const oppositeOf = (predicate: Predicate): Predicate => OPPOSITE[predicate];

const OPPOSITE: Readonly<Record<Predicate, Predicate>> = {
  applies: 'conflicts',
  conflicts: 'applies',
  there: 'missing',
  missing: 'there',
  affected: 'unaffected',
  unaffected: 'affected',
};

function knownIn(read: string): readonly Predicate[] {
  const found: Predicate[] = [];
  const barred = new Set<Predicate>();
  for (const [predicate, pattern, bars] of PREDICATES) {
    if (barred.has(predicate) || !pattern.test(read)) continue;
    found.push(predicate);
    if (bars !== undefined) barred.add(bars);
  }
  const there = found.indexOf('there');
  if (there >= 0) found.splice(there, 1, ...presenceIn(read));
  const applying = found.includes('applies') || found.includes('conflicts');
  const harmed = found.includes('affected') || found.includes('unaffected');
  return found.filter((predicate) => !((applying || harmed) && (predicate === 'there' || predicate === 'missing')));
}

const THERE = PREDICATES.find(([predicate]) => predicate === 'there')?.[1] ?? /$^/;

/** Whatever verb says that it is there: a denial of it says the opposite. */
function presenceIn(read: string): readonly Predicate[] {
  const found = THERE.exec(read);
  if (found === null) return [];
  const polarity = polarityAt(read, found.index, found.index + found[0].length);
  return polarity === 'open' ? [] : [polarity === 'yes' ? 'there' : 'missing'];
}

/** Dots in the names of branches end no clause. */
const maskBranches = (text: string): string =>
  branchMentions(text).reduceRight((masked, { from, to }) => `${masked.slice(0, from)}BRANCH${masked.slice(to)}`, text);
