/**
 * What one sentence may say. `order`: drop it. `refusal`: it is not for stable branches, or mends nothing. `objection`: something bad
 * about the patch, which may be meant as a reason against it. `yield`: an objection is taken back. */
export type SaidKind = 'order' | 'refusal' | 'objection' | 'wait' | 'also' | 'accept' | 'yield' | 'question' | 'report';

export interface Phrase {
  readonly kind: SaidKind;
  readonly pattern: RegExp;
}

/** The rest of a clause, bounded so that no pattern can run long; a version number ends none. */
const on = String.raw`(?:[^.;!?]|\.(?=\d)){0,70}?`;
/** A word that denies; `n't` has no boundary before it. What stands behind an "if" is not denied. */
const no = String.raw`(?:\b(?:not|no|never|hardly|cannot|nothing)\b|n['’]t\b)(?! (?:sure|clear|certain|concerns?|objections?|problems?|issues?|worries|harm)\b)`;
const denied = String.raw`${no}(?:(?!\bif\b)[^.;:!?,()]){0,60}?`;
const stable = String.raw`(?:-?stable|lts|longterm|autosel|older (?:kernels?|trees?|releases?|versions?|branch(?:es)?)|v?[2-7]\.\d+(?:\.[\dxy]+)?)`;
const move = String.raw`(?:back-?port\w*|queu\w+|pick\w*|take|taken|appl(?:y|ied|ying)|includ\w+|go(?:es|ing)?(?: to| in)|belongs?|merged?|sent|add(?:ed|ing)?|select\w*)`;
const throwOut = String.raw`(?:drop(?:ped)?|skip(?:ped)?|omit|remove[d]?|exclude[d]?|leave (?:it |this |that |them )?out|discard|ignore|dequeue|unqueue|un-?apply|back out|revert(?:ed)?)`;
const it = String.raw`(?:this|it|that|these|them|both|those|all|the (?:patch|commit|series|whole))`;
const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');

/** From what decides most to what decides least; a sentence may say several. */
export const PHRASES: readonly Phrase[] = [
  {
    kind: 'order',
    pattern: any(
      String.raw`\b(?:please|pls|plz|kindly)\b${on}\b${throwOut}\b`,
      String.raw`\b(?:can|could|would|will) (?:you|we)\b${on}\b${throwOut}\b`,
      String.raw`\b(?:let['’]?s|i['’]?d|i would|should|must|have to|needs? to|better|suggest\w*|best|prefer\w*|vote|want|ask \w+ to|to)\b${on}\b${throwOut}\b`,
      String.raw`^(?:\w+,? ){0,2}${throwOut} ${it}\b`,
      String.raw`\b(?:please|pls)\b${on}\bdo(?:n['’]?t| not)\b${on}\b${move}\b`,
      String.raw`\bdo(?:n['’]?t| not) (?:please )?(?:ever )?${move}\b`,
      String.raw`\b(?:should|must|ought|can|may)(?:n['’]?t| not|not)\b (?:\w+ ){0,4}?${move}\b`,
      String.raw`^(?:no|nope|please)[,.!]? (?:please )?(?:do not|don['’]t)[.!]*$|^(?:no thanks?|please no|hard no|-1)\b`,
      String.raw`\b(?:should|must|may|can) only (?:\w+ )?(?:go|be \w+) (?:in|to|into|for)\b|\bonly (?:for|to|into) v?[2-9]\.\d+\b`,
      String.raw`\bvote for option b\b|\b(?:drop|skip)(?:ping)? (?:this|it|the patch)\b`,
    ),
  },
  { kind: 'order', pattern: /(?<![\w-])(?:NAC?K|Nacked-by|NAKed-by)(?![\w-])|^nac?k\b/ },
  {
    kind: 'wait',
    pattern: any(
      String.raw`\b(?:hold|holding) (?:\w+ ){0,3}(?:off|back|on|patch|commit|for now|until)\b`,
      String.raw`\bdelay\b${on}\b(?:it|this|for now|until)\b`,
      String.raw`\b(?:soak|bake|cook|sit)\b${on}\b(?:mainline|release|linus|upstream|for|longer|more|bit|while)\b`,
      String.raw`\b(?:wait(?:ing)?|postpone)\b${on}\b(?:until|for|till|before|longer|bit|more|first)\b`,
      String.raw`${denied}\b(?:until|before)\b${on}\b(?:release[d]?|upstream|mainline|tested|landed|lands|-rc\d?)\b`,
      String.raw`\bnot yet\b${on}\b(?:released|upstream|in mainline|tested|landed)\b`,
      String.raw`\b(?:ongoing|unresolved|still (?:under|an open)) (?:discussions?|questions?|investigations?)\b|\bstill being (?:discussed|debated|investigated)\b`,
      String.raw`\btoo (?:early|soon)\b|\bgive (?:it|this) (?:some|more|a bit)\b`,
    ),
  },
  {
    kind: 'also',
    pattern: any(
      String.raw`\b(?:also|additionally|too|then)\b${on}\b(?:need\w*|require\w*|want|take|pick|grab|back-?port\w*|include|apply|queue|consider)\b`,
      String.raw`\b(?:need\w*|require\w*|want|take|pick|grab|back-?port|include|apply|queue)\b${on}\b(?:too|as well|also|along|in addition|alongside)\b`,
      String.raw`\b(?:has|have|needs?|should|must|ought) to (?:go|be (?:applied|taken|picked|back-?ported|cherry-?picked))\b${on}\b(?:together|along|with|in pair|too)\b`,
      String.raw`\b(?:unless|only|if) (?:you|we|be)?\b${on}\b(?:also|cherry-?pick\w*|together)\b`,
      String.raw`\b(?:you(?:['’]ll| will)?|we(?:['’]ll| will)?|it|this(?: one| patch| commit)?) (?:also )?(?:needs?|requires?|depends on|want)\b${on}(?:\b[0-9a-f]{8,40}\b|\b(?:fix|fix-?up|follow-?up|patch|commit|prerequisite)(?:e?s)?\b|\bseries\b)`,
      String.raw`\b(?:depends?|dependen\w+|relies|prerequisites?|pre-?req\w*)\b${on}(?:\b[0-9a-f]{8,40}\b)`,
      String.raw`\b(?:follow-?up|fix-?up|fix(?:es)?)\b${on}\b(?:for (?:this|it|that)|on top|pending)\b`,
      String.raw`\bthe (?:whole|entire|full|rest of the) (?:series|patch-?set|set)\b${on}\b(?:needs?|should|has|must|to go)\b`,
      String.raw`\bwithout (?:the )?(?:fix|follow-?up|fix-?up|commit [0-9a-f]{8,40}|[0-9a-f]{8,40})\b`,
    ),
  },
  {
    kind: 'yield',
    pattern: any(
      String.raw`\byou(?:['’]re| are) (?:quite |absolutely |of course )?right\b`,
      String.raw`\bi (?:did not|didn['’]t|had not|hadn['’]t) (?:(?:notice|realize|realise|know|spot)\b|see (?:that|those|them)\b)`,
      String.raw`\b(?:never ?mind|scratch that|please ignore (?:my|this mail|the noise)|my (?:bad|mistake|apologies)|(?:do not|don['’]t) (?:really )?object|sorry for the noise|fair enough|i (?:stand corrected|take that back)|forget (?:it|what i))\b`,
    ),
  },
  {
    kind: 'accept',
    pattern: any(
      String.raw`^(?:acked|reviewed|tested|acked-for-\w+|reviewed-and-tested|acked-and-tested)-by:\s*\S`,
      String.raw`\b(?:makes? sense|good candidate|good|fine|ok|okay|suitable|safe|appropriate|useful|worthwhile|worth (?:it|having|backporting)|harmless)\b${on}\b(?:for|to|in|with) (?:be )?(?:the )?(?:${stable}|back-?port\w*|me|us|take|apply)\b`,
      String.raw`\blooks? (?:good|fine|ok|okay|sane|correct|right)\b`,
      String.raw`\b(?:no|without) (?:objections?|concerns?|problems?|issues?|worries)\b(?!${on}\bbut\b)`,
      String.raw`\b(?:please|pls) (?:do )?(?:take|apply|pick|queue|keep|include)\b`,
      String.raw`\b(?:yes|yep|yup|sure|agreed)[,.!]? (?:please|this|it|that|we|go|take|apply)\b`,
      String.raw`\b(?:should|can|could|want(?:s)? this|needs? to) (?:definitely |certainly |indeed |also )?(?:go|be (?:applied|back-?ported|included|taken|queued)) (?:in|to|into|for)\b`,
      String.raw`\bi(?:['’]m| am) (?:ok|okay|fine|happy) with\b|\bfor stable[:,]? yes\b`,
    ),
  },
  {
    kind: 'refusal',
    pattern: any(
      String.raw`${denied}\b(?:need(?:ed|s)?|necessary|required|relevant|applicable|appropriate|suitable|affected|material|candidate|justified|warranted|qualify|belong\w*|useful|eligible|intended|meant|worth|recommend\w*|bother)\b`,
      String.raw`${denied}(?:\bback-?port\w*|(?:^|[\s(])${stable}\b)`,
      String.raw`${denied}\b(?:bug[ -]?fix|fix|bug|functional change|effects?|users?|impact|real problem|point|sense|reason to)\b`,
      String.raw`\bwould(?:n['’]t| not) bother\b`,
      String.raw`\b(?:on its own|by itself|on itself|standalone|alone)\b`,
      String.raw`\b(?:useless|pointless|meaningless|unnecessary|inappropriate|unsuitable|overkill|more harm|no-?op|nonsense)\b`,
      String.raw`\b(?:out of|beyond the) scope\b${on}\b${stable}\b|\b(?:little|no) (?:sense|value|benefit|use)\b`,
    ),
  },
  {
    kind: 'objection',
    pattern: any(
      String.raw`\b(?:does|do|did|will|wo|would|is|are)(?: not|n['’]?t) (?:\w+ ){0,3}(?:fix|apply|build|compile|exist|matter|help|change|make|affect|present|broken)\b`,
      String.raw`\b(?:clean-?up|cosmetic|refactor\w*|preparat\w+|preparing|white-?space|optimi[sz]ation|new (?:feature|hardware|functionality|support|device)\w*|feature(?:ish)?|documentation|behaviou?r(?:al)? change|micro-?optimi\w+|theoretical)\b`,
      String.raw`\b(?:caus\w+|introduc\w+|known|has|is|creates?|trigger\w*|expos\w+) (?:an? |the |some |to )?(?:\w+ ){0,3}(?:regressions?|breakage|bug|bugs|issue|issues|problem|use-after-free|crash\w*|deadlock|warning)\b`,
      String.raw`\b(?:buggy|broken|problematic|regress(?:es|ed|ion)|breaks?|broke|dangerous|risky|bisected)\b`,
      String.raw`\b(?:will|to|should|has|have|was|were|been|being|be|got|gets|is) (?:be |been |being )?reverted\b|\brevert(?:ed|ing)? (?:this|it|upstream|in mainline)\b`,
      String.raw`\b(?:a|the|its|this) revert\b${on}\b(?:queued|pending|posted|sent|way|upstream|mainline|merged|coming|tree)\b|\bsuggest\w* (?:a|the|to) revert\b`,
      String.raw`\b(?:missing (?:in|from)|is missing|lacks?|predates?|was (?:only )?(?:added|introduced|merged) (?:in|only|after|with) v?[2-9]\.\d+)\b`,
      String.raw`\b(?:purely|merely|just an?|only an?) (?:\w+ ){0,2}(?:change|comment|rename|typo|tweak|annotation|hint|message|printk|clean-?up|preparation)\b`,
      String.raw`\b(?:questionable|not convinced|n['’]t convinced|rather not|doubt(?:ful)?|hesitant|reluctant|nervous|overly aggressive)\b`,
      String.raw`\b(?:part|piece|one) of (?:a|an|the|some|my|his|her|larger?|bigger)\b${on}\b(?:series|patch-?set|set|rework|conversion|effort|work)\b|\b(?:patch ?set|series) that\b`,
      String.raw`\b(?:depends? on|dependen\w+|prerequisites?|relies on|only (?:showed|appeared|introduced|since|in|exists?|present|relevant|needed|required|makes sense|useful|provides))\b`,
      String.raw`\b(?:under development|work in progress|in[- ]progress|experimental|intentionally|deliberately)\b`,
      String.raw`\bwon['’]?t (?:fix|work|do|help|make|build|compile|apply)\b|\bsolves? (?:is|was) (?:not|only)\b`,
    ),
  },
  {
    kind: 'report',
    pattern: any(
      String.raw`\balready (?:been )?(?:applied|queued|merged|picked|backported|in|present|there|included)\b`,
      String.raw`\bwas (?:already )?(?:applied|queued|backported) (?:in|to|for)\b`,
    ),
  },
  { kind: 'question', pattern: /\?\s*["')\]]*$/ },
];

/** A question that doubts the choice itself: polite people object in this way. */
export const DOUBT = any(
  String.raw`\b(?:why|how)\b${on}\b(?:select\w*|pick\w*|autosel\w*|back-?port\w*|queued|stable|land|end(?:ed)? up)\b`,
  String.raw`\b(?:what|any)\b${on}\b(?:reason|justification|rationale|point|bug)\b`,
  String.raw`\b(?:do we|does (?:this|it)|is (?:this|it)|are (?:these|we))\b${on}\b(?:really|need\w*|stable|suitable|appropriate|necessary|material|sure)\b`,
  String.raw`\b(?:did you mean|are you sure|really\?)`,
);

/** A tag or a plain yes: whoever grants in this way holds nothing against it by what he remarks beside. */
export const GRANTS =
  /^\s*(?:(?:acked|reviewed|tested|acked-for-\w+|reviewed-and-tested|acked-and-tested)-by:\s*\S|(?:ack|acked|\+1)(?![\w-])|(?:yes|yep|yup|sure|ok(?:ay)?),? (?:please|go ahead|take|apply|this|it|that)\b|(?:looks|look|sounds) (?:good|fine|ok|okay) to me\b)/i;

/** Says where it was taken and where not, which nobody tells who does not want it. */
export const NOT_TAKEN = any(
  String.raw`^(?:\w+,? ){0,3}(?:this|it|the (?:patch|commit|fix))\b[^.;!?]{0,30}(?:\b(?:is|was|has|seems?|appears?|did|does)\b[^.;!?]{0,30}\b(?:not|never)\b|\b(?:is|was|has|did|does)n['’]t\b) (?:to be |been |get |got )?(?:queued|picked|applied|included|selected|taken|backported)\b`,
  String.raw`\b(?:is|was|got|seems) (?:only )?(?:queued|picked|applied|selected|backported) (?:up )?(?:for|to|in|into)\b${on}\bnot\b`,
);

/** Grants it and goes on to something else: no yes without a look, and no no. */
export const CONCEDES = new RegExp(
  String.raw`^(?:\w+,? ){0,3}i(?:['’]m| am) (?:ok|okay|fine|happy) with\b[^.;!?]*\bbut\b`,
  'i',
);

/** What somebody took for granted in the past is no wish of today. */
export const EXPECTED = new RegExp(
  String.raw`\bi (?:had )?(?:expected|assumed|thought|supposed|believed|understood)\b${on}\b${throwOut}\b`,
  'i',
);

/** Places of other patches: a list of mails is no remark about this one. */
export const LISTED = /\b\d{1,3}\/\d{1,3}\]/;

/** Everything at once, whatever branch was named beside it. */
export const EVERYWHERE =
  /\b(?:everywhere|all (?:\w+ )?(?:branches|trees|versions|kernels|releases|backports|queues|stable)|any (?:stable|of them)|at all)\b/i;

/** A sentence that denies somewhere grants nothing. "No objections" does. */
export const DENIED = new RegExp(
  String.raw`${no}(?!${on}\b(?:objections?|concerns?|problems?|issues?|worries)\b)`,
  'i',
);

/** Begins as a question does: what it holds against the patch is asked, not said. */
export const ASKS =
  /^(?:(?:so|and|but|or|hmm+|um+|well|ok(?:ay)?)[,.]? )*(?:is|are|was|were|do|does|did|can|could|would|will|shall|should|may|might|has|have|what|why|how|which|who|where|when|any)\b/i;

/** A sentence about the patch itself. */
export const ABOUT_IT =
  /\b(?:this|it|its|these|they|both|(?:the|that|my) (?:patch|commit|change|series|fix|driver|code|feature))\b/i;

/** Asks why a branch does not get it: a wish for more, not for less. */
export const MISSED = new RegExp(
  String.raw`\b(?:why|any (?:\w+ )?reason|how come|is there a reason)\b${on}(?:\bnot\b|n['’]t\b|\bonly\b|\bmissing\b|\bskipped\b)${on}\?`,
  'i',
);
