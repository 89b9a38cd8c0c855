import type { ReviewGround } from '../../history/index.ts';

/** A reason against a proposal, with the sentence that tells it. */
export interface Ground {
  readonly kind: ReviewGround;
  /** At most 300 characters of the mail. */
  readonly sentence: string;
}

const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');
/** The rest of a clause; a version number ends none. */
const on = String.raw`(?:[^.;!?]|\.(?=\d)){0,60}?`;
const no = String.raw`(?:\b(?:not|no|never|without|none)\b|n['’]t\b)`;

/** From the plainest to the vaguest: what stands first wins where a mail tells several in one sentence. */
const GROUNDS: readonly (readonly [kind: ReviewGround, pattern: RegExp])[] = [
  [
    'no fix',
    any(
      String.raw`\b(?:is|are|just|pure|purely|only|merely|minor|as) (?:an? |pure |code |minor |trivial )*(?:clean-?ups?|refactor\w*|white-? ?space|documentation|comments?|typos?|rename)\b`,
      String.raw`${no} (?:really )?(?:an? )?(?:bug[ -]?fix|functional change)\b(?!${on}\bfeature\b)|\bonly to ease\b`,
    ),
  ],
  [
    'not affected',
    any(
      String.raw`\b(?:not|n['’]t) (?:\w+ )?(?:needed|necessary|relevant|required|affected|applicable|present|supported)\b${on}\b(?:v?[2-9]\.(?:\d+|x)|older|earlier|those|these)\b`,
    ),
  ],
  [
    'regression',
    any(
      String.raw`\b(?:will|to|should|has|have|was|were|been|being|be|got|gets|is) (?:be |been |being )?reverted\b|\breverts? (?:of|this|it|the|a|is|was|has|in)\b|\b(?:a|the) revert\b`,
      String.raw`\b(?:caus\w+|introduc\w+|known|creates?|trigger\w*|expos\w+|adds?)\b${on}\b(?:regressions?|breakage|bugs?|issues?|problems?|crash\w*|deadlock|hangs?|oops|build (?:failure|error|issue))\b`,
      String.raw`\b(?:regress(?:es|ed|ions?)|breaks|broke|bisected|buggy)\b`,
      String.raw`\b(?:fix(?:es)?|fix-?up|follow-?up)\b${on}\b(?:pending|for (?:this|it|that)|on top|was (?:sent|posted)|(?:should |will )?(?:now )?(?:be )?in mainline|coming)\b`,
    ),
  ],
  [
    'early',
    any(
      String.raw`\b(?:until|till|before|after)\b${on}\b(?:release[d]?|-rc\d?|soak|tested|mainline for|next merge window)\b`,
      String.raw`\b(?:soak|bake|cook)(?:ing|ed)?\b|\btoo (?:early|soon)\b|\bgive (?:it|this) (?:some|more|a bit)\b|\bneeds? (?:some |more )+(?:time|testing)\b`,
    ),
  ],
  [
    'bad port',
    any(
      String.raw`\b(?:backport|port) (?:is|was|looks?) (?:\w+ )?(?:wrong|incorrect|broken|not correct|incomplete|bad)\b|\b(?:wrong|incorrect|broken|bad) (?:back-?)?port\b|\bbackport is not\b|\bapplied to the wrong\b`,
    ),
  ],
  [
    'preparation',
    any(
      String.raw`\bprepar\w+\b|\b(?:part|piece|one) of (?:a|an|the|some|my|his|her|larger?|bigger)\b${on}\b(?:series|patch-?set|set|rework|conversion|effort|work)\b`,
      String.raw`\bstand-?alone\b|\b(?:on its own|by itself|on itself|alone)\b${on}\b(?:useless|pointless|nothing|nonsense|make)|\b(?:useless|pointless|nonsense|nothing|sense)\b${on}\b(?:on its own|by itself|on itself|alone)\b`,
      String.raw`\b(?:only|merely) (?:\w+ ){0,2}(?:to ease|makes? sense (?:with|as part)|useful (?:with|for) the)\b|\b(?:future|upcoming|later|follow-?on) (?:work|patch\w*|change\w*|series)\b|\bin (?:the )?future\b`,
    ),
  ],
  [
    'prerequisites',
    any(
      String.raw`\b(?:depends? on|dependen\w+|prerequisites?|pre-?reqs?|relies on)\b`,
      String.raw`\b(?:requires?|needs?|without)\b${on}\b(?:additional|other|more|further|earlier|preceding|previous|another|those|these|the|plenty)\b${on}\b(?:changes?|patch\w*|commits?|series|work|support)\b`,
      String.raw`\b(?:won['’]?t|will not|does(?: not|n['’]t)|cannot|can['’]?t|doesn['’]t) (?:even )?(?:apply|build|compile|link|work)\b|\brequires changes\b|\bwithout '`,
    ),
  ],
  [
    'not affected',
    any(
      String.raw`\b(?:is|are|was|were|does|do|did)(?: not| no|n['’]t) (?:\w+ ){0,4}?(?:present|exist|supported|available|there|used|have|contain|affected|enabled|applicable|relevant|released)\b`,
      String.raw`\bthere(?:['’]s| is| are) no (?!point|benefit|reason|need)\b|\bno (?:in-tree )?(?:users?|such|hardware|driver|device|support)\b`,
      String.raw`\b(?:only|first|just)\b${on}\b(?:appear\w*|since|introduced|added|exists?|present|relevant|affects?|supported|from)\b`,
      String.raw`\b(?:introduced|added|appeared|landed|merged|came|broken|started)\b${on}\b(?:in|by|with|after|since)\b${on}(?:\bv?[2-9]\.\d+|\b[0-9a-f]{10,40}\b|merge window|this cycle)`,
      String.raw`\b(?:unreleased|not released|under development|no users)\b|\b(?:missing|absent) (?:in|from)\b|${no}${on}\bapplicable\b|\bnot (?:needed|necessary|relevant|required)\b${on}\b(?:v?[2-9]\.\d+|[2-9]\.x|older|earlier|because|since|as)\b`,
    ),
  ],
  [
    'feature',
    any(
      String.raw`\bnew (?:\w+ )?(?:drivers?|hardware|devices?|support|api|options?|knob|interface)\b|\b(?:features?|featureish|enhancements?|functionality)\b`,
      String.raw`\bsupport for\b|\bperformance\b|\boptimi[sz]\w+|\bbehaviou?r(?:al)? changes?\b|\bchang\w+ (?:the |of |in )?(?:\w+ )?(?:behaviou?r|default)\b|\bdefault\b|\bdisables?\b${on}\bsupport\b|\bimprovement\b`,
    ),
  ],
  [
    'minor',
    any(
      String.raw`\b(?:minor|trivial|theoretical|cosmetic|harmless|low severity|corner case|unlikely|not (?:\w+ )?(?:severe|serious|critical|important|worth)|not that (?:bad|important)|isn['’]t (?:\w+ )?(?:serious|severe|critical|important))\b`,
      String.raw`\b(?:nobody|no ?one|no-one|hardly anyone) (?:\w+ )?(?:hits?|sees?|noticed?|reported|cares?|runs?)\b|\bonly (?:a )?(?:warning|message|annoyance)\b|\bwarnings?\b`,
    ),
  ],
  [
    'no fix',
    any(
      String.raw`${no} (?:\w+ ){0,3}?(?:an? )?(?:\w+ )?(?:bug[ -]?fix(?:es)?|fix(?:es)?|bugs?|functional changes?|effects?)\b|\bno-?op\b`,
      String.raw`\b(?:clean-?ups?|refactor\w*|white-? ?space|documentation|comments?|rename|typos?|style|spelling|checkpatch|sparse|coccinelle|kconfig|constif\w+)\b`,
    ),
  ],
];

/** A clean-up that is called minor is no fix before it is minor. */
const NO_FIX = GROUNDS.find(([kind]) => kind === 'no fix')?.[1];

/** The reason in the deciding sentence, else in the first other one that tells any. */
export function findGround(decisive: string, sentences: readonly string[]): Ground | undefined {
  for (const sentence of [decisive, ...sentences]) {
    const found = GROUNDS.find(([, pattern]) => pattern.test(sentence))?.[0];
    if (found === undefined) continue;
    const kind = found === 'minor' && NO_FIX?.test(sentence) === true ? 'no fix' : found;
    return { kind, sentence: sentence.slice(0, 300) };
  }
  return undefined;
}
