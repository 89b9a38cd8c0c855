/** Words that a sentence about no trouble has between the negation and the trouble: `not really a`, `never cause any`. */
const filler =
  '(?:really|actually|strictly|normally|currently|necessarily|obviously|clearly|even|ever|yet|so|far|a|an|any|the|such|of|is|was|be|been|being|have|has|had|considered|known|expected|supposed|going|seem|appear|meant|to|cause[sd]?|causing|introduc(?:e|ed|es|ing)|creat(?:e|ed|es|ing)|lead|led|result|in|pose|trigger(?:ed|ing)?|produce|show|see|seen|find|found|notice|detect|reproduce|affected|by)';
const negation = "(?:\\w+n't|not|cannot|never|neither|nor|hardly|nothing)";

/** A noun behind a negation: `is not really an issue`, `should not cause any problems`, `could not reproduce the hang`. */
const NO_SUCH = new RegExp(`\\b${negation} (?:${filler} ){1,4}$`, 'i');
/** The same behind "no" and "without", with words that name the trouble closer; a word that begins a clause of its own ends it. */
const NONE =
  /\b(?:no|without(?: any)?|(?:(?:is|are|was|were|be|been)|\w+'s) not|(?:isn't|aren't|wasn't|weren't)|never an?) (?:(?!(?:so|and|or|but|as|when|if|then|which|that|this|these|the|it|to|for|can|could|may|might|will|would|is|are|was|were|causes?|leads?)\b)\w+ ){0,2}$/i;
/** A verb behind a negation: `hadn't overflowed`, `will not break`; a wish or an order is none: `should not fail`, `to not crash`. */
const DOES_NOT =
  /\b(?:(?:ca|could|does|did|has|have|had|is|are|was|were|wo|would)n't|cannot|(?:can|could|does|did|has|have|had|is|are|was|were|will|would) not|(?:I|we|you|they|these|those|which|that|\w+s) (?:do not|don't)|(?<=[\w)] )(?<!should |must |shall |to )never) (?:(?:ever|actually|really|yet|normally|even|just|be|been|being) ){0,2}$/i;
/** What is made sure of was not so before. */
const MENDS = /\b(?:make|makes|making|made) sure\b|\bensur\w+|\bguarantee\w*|\bso that\b|\bin order\b/i;
const THOUGHT =
  /\b(?:theoretical(?:ly)?|hypothetical|would-be|in theory|harmless|benign|false[- ]positive|as (?:if|though)) (?:\w+ ){0,3}$/i;
/** Behind the words: `the overflow cannot happen`, `a race is impossible here`. */
const NEVER_HAPPENS =
  /^\w* (?:(?:can(?:not|'t| not)|could(?:n't| not)|wo(?:n't)|will not|does(?:n't| not)|do(?:n't| not)|never) (?:\w+ )?(?:happen|occur|arise|exist|be (?:hit|triggered|reached))s?\b|(?:is|are|was|were)(?:n't| not)? (?:impossible|possible|harmless|benign)\b)/i;
const POSSIBLE = /^\w* (?:is|are|was|were) possible\b/i;

/** Long enough for a negation with all that may stand between. */
const BEFORE = 90;

/** True where the words around a mention take it back: "There is no race here" names no race; "in theory" makes it a thought. */
export function isDenied(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - BEFORE), from).replace(/^[\s\S]*[.!?;\n]\s/, '');
  const after = text.slice(to, to + BEFORE);
  if (NEVER_HAPPENS.test(after) && !POSSIBLE.test(after)) return !MENDS.test(before);
  if (THOUGHT.test(before)) return true;
  return NONE.test(before) || ((NO_SUCH.test(before) || DOES_NOT.test(before)) && !MENDS.test(before));
}
