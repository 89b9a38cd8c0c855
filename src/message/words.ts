/** Verbs that begin subjects, in the form that a subject wants. */
const VERBS =
  `add adjust align allow annotate apply assign avoid batch block bring build bump bypass cache calculate call cap catch change
  check clarify clean cleanup clear close collect combine compute configure consolidate convert copy correct count create decouple
  decrease default defer define delete deprecate destroy detect disable discard document drop dump eliminate emit enable enforce
  enhance ensure expand export expose extend extract factor fill filter fix flush fold force free generate guard handle harden hide
  hold hook ignore implement import improve include increase init initialize inline insert install introduce invalidate isolate
  join keep limit load lock log loosen lower make map mark mask match merge migrate modify move normalize obtain omit optimize
  parse pass permit poll populate prefer prepare prevent print process protect provide pull push put query raise read rearrange
  record reduce refactor refine refresh register reject relax release relocate remove rename reorder reorganize repair replace
  report request require reserve reset resolve restore restrict restructure retry return reuse revert rework rewrite save scan
  send separate serialize set share shorten show shrink silence simplify skip sort specify split start stop store strip support
  suppress swap switch sync synchronize teach tidy track translate treat trim turn tweak unify unmap unregister unset update use
  validate verify wait warn wire work wrap write`.split(/\s+/);

/** Forms that no ending tells. */
const IRREGULAR: readonly (readonly [form: string, verb: string])[] = [
  ...[
    ['made', 'make'],
    ['built', 'build'],
    ['brought', 'bring'],
    ['caught', 'catch'],
    ['held', 'hold'],
    ['kept', 'keep'],
  ],
  ...[
    ['sent', 'send'],
    ['taught', 'teach'],
    ['wrote', 'write'],
    ['written', 'write'],
    ['rewrote', 'rewrite'],
  ],
  ...[
    ['rewritten', 'rewrite'],
    ['shown', 'show'],
    ['hid', 'hide'],
    ['hidden', 'hide'],
    ['shrunk', 'shrink'],
    ['froze', 'freeze'],
  ],
] as [string, string][];
/** Nouns and adjectives that look like a verb's other form. */
const NOUNS = new Set(
  'building setting settings mapping mappings string timing warning warnings logging processing padding hidden locking tracking mixed caches maps logs locks checks hooks reads writes uses process bring batched nested shared polling caching masking reserved extended default defaults limits blocks calls resets matches masks counts limited mapped merged registers requests inlined improvements merges exports imports loads stores processes reports releases reworks'.split(
    ' ',
  ),
);

const forms = buildForms();

function buildForms(): ReadonlyMap<string, string> {
  const found = new Map<string, string>(IRREGULAR);
  for (const verb of VERBS)
    for (const form of formsOf(verb)) if (!NOUNS.has(form) && !VERBS.includes(form)) found.set(form, verb);
  return found;
}

function formsOf(verb: string): string[] {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb;
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
  const s = /(?:s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
  const doubled =
    /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) && verb.length <= 5
      ? [`${verb}${verb.at(-1)}ed`, `${verb}${verb.at(-1)}ing`]
      : [];
  return [s, `${stem}ed`, `${stem}ing`, ...doubled];
}

/** A word that begins subjects in one form or another: its first letter says how the project writes them. */
export const isVerb = (word: string): boolean => VERBS.includes(word.toLowerCase()) || forms.has(word.toLowerCase());

/** `fix` for `fixed`, `fixes` and `fixing`; undefined for a word that may stand as it is. */
export const imperativeOf = (word: string): string | undefined => forms.get(word.toLowerCase());

/** Says why: what was wrong, what follows, what it is for. */
export const WHY =
  /\b(?:because|since|so(?: that|,)?|otherwise|thus|therefore|hence|in order to|due to|as a result|thanks to|to (?:avoid|prevent|allow|enable|make|ensure|be able|help|reduce|support|simplify|improve|keep|let)|when|if|but|however|although|though|while|currently|instead|fail(?:s|ed|ure|ing)?|error|wrong(?:ly)?|incorrect(?:ly)?|invalid|missing|bug|issue|problem|leak\w*|crash\w*|panic\w*|hang\w*|race\w*|unused|unnecessary|unneeded|redundant|needed|need(?:s)?|require[sd]?|must|should|cannot|can't|can be|not|never|no longer|no functional change|only|allow(?:s|ing)?|avoid\w*|prevent\w*|in preparation|prepar\w+|useful|helpful|easier|better|faster|slow\w*|reduc\w+|save[sd]?|benefit\w*|improv\w+|deprecated|obsolete|as (?:suggested|requested|reported|described|per|well|it)|cause[sd]?|result(?:s|ing)? in|lead(?:s|ing)? to|reported|for (?:\w+ ){0,2}(?:purposes?|use|reasons?|consistency|readability)|consisten\w+|introduced|broke\w*)\b/i;

/** Says what people saw or could see of a fault. */
export const EFFECT =
  /\b(?:crash\w*|panic\w*|oops\w*|bug|hang\w*|hung|lock-?ups?|dead-?lock\w*|live-?lock\w*|stuck|stall\w*|leak\w*|corrupt\w*|fail(?:s|ed|ure|ures|ing)?|error\w*|wrong(?:ly)?|incorrect(?:ly)?|bogus|invalid|garbage|mistaken\w*|erroneous\w*|warn(?:s|ed|ing|ings)?|splat|trace|segfault\w*|segmentation|SIG\w+|fault\w*|abort\w*|assert\w*|triggers?|triggered|broke\w*|break\w*|regress\w*|los[est]\w*|missing|miss(?:ed|es)|drop(?:s|ped)?|unable|cannot|can(?:'t| not)|could not|couldn't|no longer|never|does(?:n't| not)|do(?:n't| not)|did(?:n't| not)|isn't|is not|are not|aren't|was not|were not|not be|not have|overflow\w*|underflow\w*|overrun\w*|overwr\w+|out[- ]of[- ](?:bounds?|range|memory)|use[- ]after[- ]free|UAF|double[- ]free|dereferenc\w*|null|uninitiali[sz]ed|undefined|unpredictable|unexpected\w*|race\w*|unsafe|security|vulnerab\w*|exploit\w*|attack\w*|denial|slow\w*|degrad\w*|delay\w*|timeouts?|time-?d? out|wast\w+|infinite|endless|blank|flicker\w*|noise|spam\w*|flood\w*|reject\w*|refus\w*|denied|ignored?|skipped|misle[ad]\w*|confus\w*|inaccurate|inconsisten\w*|mismatch\w*|problem\w*|issue\w*|violat\w*|harm\w*|complain\w*|not work\w*|stops?|stopped|result(?:s|ed|ing)? in|lead(?:s|ing)? to|led to|caus(?:e[sd]?|ing)|too (?:many|much|long|late|early|small|large|big|short|few)|truncat\w*|stale|dangling|duplicat\w*|unaligned|misaligned|typo\w*|unused|static analysis|coverity|sparse|smatch|compil\w+|build\w*|link\w*|cosmetic|harmless|no functional)\b/i;

/** A subject that says that something is mended. */
export const MENDS =
  /^(?:\S+: )*(?:really |properly |correctly )?(?:fix(?:es|ed|ing)?|correct(?:s|ed)?|repair(?:s|ed)?|unbreak)\b|\bfix (?:for|to)\b|\bfix(?:es)?\b/i;

/** What such a subject mends may be only words. */
export const COSMETIC =
  /\b(?:typos?|spelling|comments?|whitespace|white space|indent\w*|formatting|style|kernel-?doc|docs?|documentation|grammar|sparse|checkpatch|coverity|misra|warnings?|build|compil\w+)\b/i;
