import type { MessageFacts } from '../../git/index.ts';
import { isDenied } from './denials.ts';
import { quoteAround, type Telling } from './text.ts';

/** Something that goes wrong without the change, as the message names it. */
export interface NamedProblem {
  /** Words for a sentence: "Mends {kind}". */
  readonly kind: string;
  /** Exact words of the message around the first mention. */
  readonly quote: string;
  /** Where those words stand in the subject or the prose. */
  readonly from: number;
  readonly to: number;
  /** True when the subject itself names it. */
  readonly inSubject: boolean;
  /** True for what breaks machines or data; false for words that also stand in messages of clean-ups: fail, wrong, fix. */
  readonly grave: boolean;
}

/** Words of everyday: every message may use them without meaning a bug. */
const LIGHT: ReadonlySet<string> = new Set(['an error path', 'a warning', 'a failure', 'something wrong', 'a bug']);

interface ProblemKind {
  readonly kind: string;
  readonly words: RegExp;
}

/** Most telling first; what a message names first in this order is what a reader is told first. */
const KINDS: readonly ProblemKind[] = [
  {
    kind: 'a use after free',
    words: /\buse[- ]after[- ](?:free|poison)s?\b|\bUAFs?\b|\bdouble[- ]free\b|\bdangling pointers?\b/i,
  },
  {
    kind: 'a NULL dereference',
    words:
      /\bnull[- ](?:pointer[- ])?(?:ptr[- ])?(?:pointer )?(?:deref\w*|access|check|exception)|\bderef\w* (?:of )?(?:a )?null\b|\bNPDs?\b|\bnull-ptr-deref\b|\bcheck(?:s|ing)? (?:for|against) NULL\b|\bNULL pointer\b/i,
  },
  {
    kind: 'an access out of bounds',
    words:
      /\bout[- ]of[- ](?:bounds?|range)\b|\bOOB\b|\b(?:buffer|stack|heap|slab|array)[- ]?over(?:flow|run|read)\w*|\boverread\b|\bpast the end\b|\bbeyond the (?:end|array|buffer)/i,
  },
  {
    kind: 'memory corruption',
    words: /\b(?:memory|data|stack|heap|list|filesystem|fs) corrupt\w+|\bcorrupt(?:s|ed|ing|ion)?\b/i,
  },
  {
    kind: 'a security hole',
    words:
      /\bCVE-\d{4}-\d+|\bXSA-\d+|\b(?:vulnerabilit\w+|exploit\w*|info(?:rmation)?[- ]leak\w*|privilege escalation)\b/i,
  },
  {
    kind: 'a deadlock or hang',
    words:
      /\b(?:dead|live|soft|hard)[- ]?lock(?:s|ed|up|ups)?\b|\block[- ]?ups?\b|\bhang(?:s|ing)?\b|\bhung\b|\bstuck\b|\binfinite(?:ly)? (?:loop|recurs)\w*|\brcu stall\w*|\bcircular locking\b|\block inversion\b/i,
  },
  {
    kind: 'a crash',
    words:
      /\bcrash(?:es|ed|ing)?\b|\boops(?:es)?\b|\bpanic(?:s|ked)?\b|\bsegfaults?\b|\bsegmentation fault|\bgeneral protection\b|\bdivi(?:de|sion)[- ]by[- ](?:zero|0)\b|\bdivide error\b|\bkernel BUG\b|\bBUG_ON\b.{0,30}\btrigger|\bBUG:|\bpage fault\b|\bunbootable\b|\bexternal abort\b|\bSError\b/i,
  },
  {
    kind: 'a race',
    words:
      /\brac(?:e|es|y|ing)\b(?! (?:car|game))|\bdata[- ]race\b|\bconcurren\w+ (?:access|modif|writ|updat|call)\w*|\bTOCTOU\b|\bKCSAN\b/i,
  },
  { kind: 'a reference count error', words: /\bref[- ]?c(?:ou)?nt\w*|\breference (?:count|leak)\w*|\bkref\w*/i },
  {
    kind: 'a leak',
    words: /\b(?:mem(?:ory)?[- ]?)?leak(?:s|ed|ing|age)?\b|\bkmemleak\b|\b(?:never|not) (?:freed|released)\b/i,
  },
  {
    kind: 'an overflow',
    words: /\b(?:over|under)flow(?:s|ed|ing)?\b|\bwrap(?:s|ped)? around\b|\bwraparound\b|\btruncat(?:ed|ion|es)\b/i,
  },
  {
    kind: 'something uninitialised',
    words: /\b(?:un|not )initiali[sz]ed\b|\buninit\b|\bKMSAN\b|\bstack garbage\b|\bgarbage (?:value|data)\b/i,
  },
  { kind: 'an off-by-one', words: /\boff[- ]by[- ]one\b/i },
  {
    kind: 'locking',
    words:
      /\b(?:missing|wrong|without|incorrect) (?:\w+ )?(?:un)?lock(?:s|ing|ed)?\b|\bsleeping function\b|\bscheduling while atomic\b|\blockdep\b|\bsuspicious RCU\b|\bin atomic context\b|\bnot hold(?:ing)? (?:the )?\w* ?lock/i,
  },
  {
    kind: 'an error path',
    words:
      /\berror[- ](?:path|handling|handler|case|label)s?\b|\bon (?:error|failure)\b|\breturn(?:s|ed|ing)? (?:value|code) (?:is |was )?(?:not |un)checked|\bcheck(?:s|ing)? (?:the )?return\b|\bignor\w+ (?:the )?(?:error|return)\w*|\berror (?:code|value)s?\b/i,
  },
  {
    kind: 'suspend and resume',
    words:
      /\b(?:suspend|resume|hibernat\w+|S3|S4|s2idle|wake-?up)\b.{0,80}\b(?:fail\w*|broken|hang\w*|crash\w*|wrong\w*|lost|lose|not work\w*|doesn't|does not|no longer)\b/i,
  },
  {
    kind: 'a build failure',
    words:
      /\b(?:build|compil\w+|link(?:er|ing)?) (?:error|failure|issue|problem|break\w*|fail\w*)s?\b|\bfail(?:s|ed)? to (?:build|compile|link)\b|\bundefined (?:reference|symbol)|\bimplicit declaration\b|\bmodpost: |\bbuild (?:is |was )?(?:broken|breaks)\b/i,
  },
  {
    kind: 'a warning',
    words:
      /\bwarnings?:|\b(?:compiler|build|sparse|smatch|clang|gcc|lockdep|kernel|objtool|checker|W=1) ?(?:warning|complain)\w*|(?<![\w-])-W[a-z][\w-]+|\bWARN(?:_ON)?(?:_ONCE)?\b|\bsplats?\b|\bWARNING\b|\bwarnings?\b/i,
  },
  {
    kind: 'a regression',
    words:
      /\bregress\w*\b|\b(?:broke|breaks|broken|breaking|breakage)\b|\bsince commit\b|\bno longer work\w*|\bstopped working\b|\bintroduced (?:by|in|with) commit\b/i,
  },
  {
    kind: 'a failure',
    words:
      /\bfail(?:s|ed|ing|ure|ures)?\b|\b(?:does|do|did)(?: not|n't) (?:work|function|boot|probe|respond|match|support)\b|\bnot work(?:ing|s)?\b|\bunable to\b|\bcan(?:not|'t| not)\b(?! (?:\w+ )?(?:overflow|underflow|leak|crash|hang|deadlock|corrupt|race|panic|fail|break|regress|wrap|happen|occur)\b)|\btime[sd]?[- ]?outs?\b|\berrors?\b|\bwon't\b|\bmalfunction\w*|\bunusable\b|\bunresponsive\b/i,
  },
  {
    kind: 'something wrong',
    words:
      /\b(?:wrong|wrongly|(?:in)?correct(?:ly|s|ed|ing)?|properly|invalid|bogus|erroneous\w*|improper\w*|mistaken\w*|accidental\w*|inadvertent\w*|unexpected\w*|spurious\w*|buggy|illegal|undefined behaviou?r|inconsisten\w+|mismatch\w*|missing|forg[eo]t\w*|lost|loses?|garbled|glitch\w*|violat\w+|unstable|flood(?:s|ed|ing)?|spam\w*|noise|noisy|misbehav\w+|faulty|defective|unreliable|flicker\w*|stale)\b/i,
  },
  {
    kind: 'a bug',
    words:
      /\b(?:bug|bugs|bugfix|issue|issues|problem|problems|problematic|defect)\b|\bfix(?:es|ed|ing|up)?\b|\bsyzbot\b|\bsyzkaller\b|\bKASAN\b|\bUBSAN\b/i,
  },
];

/** Every kind of problem that a message names, most telling first; each once. */
export function findProblems(telling: Telling): readonly NamedProblem[] {
  return KINDS.flatMap(({ kind, words }): NamedProblem[] => {
    const grave = !LIGHT.has(kind);
    const inSubject = firstMeant(telling.subject, words, areaEnd(telling.subject));
    if (inSubject !== undefined) return [{ kind, ...placeOf(telling.subject, inSubject), inSubject: true, grave }];
    const found = firstMeant(telling.prose, words);
    return found === undefined ? [] : [{ kind, ...placeOf(telling.prose, found), inSubject: false, grave }];
  });
}

const placeOf = (text: string, match: RegExpExecArray): Pick<NamedProblem, 'quote' | 'from' | 'to'> => ({
  quote: quoteAround(text, match),
  from: match.index,
  to: match.index + match[0].length,
});

/** What is not so is the trouble. */
const GOOD = /^(?:correct|proper)/i;

/** `x86/bugs: `, `lockdep: ` name a place, no trouble. */
const areaEnd = (subject: string): number => /^(?:[^\s:]+: )*/.exec(subject)?.[0].length ?? 0;

/** The first mention behind `start` that the words around it do not take back. */
function firstMeant(text: string, words: RegExp, start = 0): RegExpExecArray | undefined {
  for (const match of text.matchAll(new RegExp(words.source, `${words.flags}g`)))
    if (match.index < start) continue;
    else if (GOOD.test(match[0]) || !isDenied(text, match.index, match.index + match[0].length)) return match;
  return undefined;
}

export const FIXES_REPORT = 'a Fixes: trailer';
export const STABLE_REPORT = 'a tag for stable';

/** Trailers and traces that prove that somebody met a problem: each with words for a reader. */
export function findReports(telling: Telling, facts: MessageFacts): readonly string[] {
  const found: string[] = [];
  if (facts.fixes.length > 0) found.push(FIXES_REPORT);
  if (facts.stable.some((trailer) => !trailer.noAutosel)) found.push(STABLE_REPORT);
  for (const { key, value } of facts.trailers) {
    if (/^reported-by$/i.test(key) && STYLE_ROBOT.test(value)) continue;
    if (/^(?:reported|bisected|debugged)-(?:and-.*)?by$/i.test(key)) found.push(`${key}: ${value}`);
    else if (/^(?:closes|buglink|bugzilla|bug|bugzilla id|syzbot)$/i.test(key)) found.push(`${key}: ${value}`);
    else if (/^link$/i.test(key) && /bugzilla|syzkaller|\/issues\/|\/bugs?\/|bug_?report|\bbugs\./i.test(value))
      found.push(`${key}: ${value}`);
  }
  if (TRACE.test(telling.all)) found.push('a trace or log of the failure');
  return found;
}

/** Robots that report patterns of code, most of them matters of style: nobody met a problem. */
const STYLE_ROBOT = /^(?:zeal robot|abaci(?: robot)?|coccinelle|coccicheck|checkpatch)\b/i;

const TRACE =
  /call trace|backtrace:|\+0x[0-9a-f]+\/0x[0-9a-f]+|^\s*(?:BUG|WARNING|KASAN|UBSAN|Oops): |general protection fault|Unable to handle kernel|kernel BUG at|AddressSanitizer|possible recursive locking|: (?:error|warning): |\[-W/im;
