import { quoteAround, sentenceAround, type Telling } from './text.ts';

export type PurposeKind = 'no-change' | 'preparation' | 'cleanup' | 'performance' | 'tracing';

/** What a message says that the change is for, other than mending something. */
export interface Purpose {
  readonly kind: PurposeKind;
  /** Exact words of the message. */
  readonly quote: string;
  /** True when these words alone say it; false when they say it only where the message names no problem. */
  readonly sure: boolean;
}

interface Pattern {
  readonly kind: PurposeKind;
  readonly sure: boolean;
  /** Title: the subject behind its prefixes. */
  readonly within: 'title' | 'prose' | 'both';
  readonly words: RegExp;
}

const NO_CHANGE =
  /\b(?:no|without(?: any)?|not? (?:introduce|cause|make|have)s? any|zero) (?:\w+ ){0,2}?(?:functional(?:ity)?|behaviou?r(?:al)?|semantic|logical|run-?time|user[- ]visible|practical|real[- ]life|real[- ]world) (?:changes?|differences?|effects?|impacts?|modifications?)\b|\bno (?:intended |real )?changes? (?:in|to|of) (?:\w+ )?(?:functionality|behaviou?r|logic|semantics|generated code|object code)\b|\bNFCI?\b|\b(?:does|do|should|will|must)(?: not|n't) (?:change|alter|affect|modify) (?:any(?: of)? |the )?(?:existing |current |actual )?(?:functionality|behaviou?r|logic|semantics)\b|\b(?:functionally|semantically) (?:equivalent|identical|the same|unchanged)\b|\bnot? (?:a )?functional(?:ity)? changes?\b|\bbehaviou?r (?:is|remains|stays) (?:unchanged|the same|identical)\b|\b(?:is|are|was|were) not changed functionally\b/i;

/** "Apart from that no functional change": something else does change. */
const EXCEPT =
  /\b(?:other than|apart from|aside from|besides|beyond|except|otherwise|elsewhere|for (?:all )?other|on other|unless|in all other|non-|in the (?:normal|common) case|for existing|existing (?:users|platforms|drivers|devices|systems))\b/i;

const HARMLESS =
  /\bin practice\b[^.\n]{0,60}\b(?:not? (?:have |make )?(?:any |an? )?(?:effect|difference|change|matter)|never happens?|impossible|cannot happen)\b|\b(?:not? (?:an? )?(?:real|actual) (?:bug|problem|issue|fix))\b|\bpurely (?:cosmetic|aesthetic|theoretical)\b|\bcosmetic (?:change|fix|issue|only)\b|\b(?:this|it) (?:is|was) (?:only |just |mostly |purely )?(?:theoretical|cosmetic)\b|\bdoes(?: not|n't) fix (?:any|a)\b|\bnot? (?:a )?bug ?fix\b|\b(?:coding|code|declaration|kernel)[- ]style\b(?! (?:check|violat))|\bisn't really needed\b|\bnot really needed\b|\bno longer needed\b(?=[^.]*\bremove\b)/i;

const PREPARATION =
  /\b(?:in|as) (?:a )?preparation\b(?! for (?:enter|a system|system|suspend|sleep|going|power|reboot))|\bpreparat(?:ion|ory) (?:patch|step|work|commit|change)\b|\bprepar(?:e|es|ing) (?:for (?!suspend|sleep|s2idle|hibern|reboot|power)|to (?!suspend|sleep|enter)|the (?:code|way|ground|driver)\b)|\b(?:will|shall|is going to|are going to|to) be (?:used|needed|required|utili[sz]ed|extended|called|added|introduced) (?:(?:by|in|for|with) (?:the |an? |some )?(?:\w+ )?(?:next|later|following|subsequent|future|upcoming|follow-?up|forthcoming|another|other|further|coming)|later|soon|next)\b|\b(?:in|by|for|with) (?:an? |the |some |our )?(?:next|later|following|subsequent|future|upcoming|forthcoming|further|coming|follow-?up) (?:patch(?:es)?|commits?|changes?|patch-?sets?|series|work|features?|rework|extension|conversion|cleanups?|refactoring)\b|\b(?:follow-?up|subsequent|next|later|upcoming) (?:patch(?:es)?|commits?) (?:will|that|to|which|can|adds?|needs?|uses?|makes?)\b|\bno (?:in-tree )?(?:users?|callers?|consumers?) (?:yet|so far|at the moment|for now)\b|\bcurrently no (?:users?|callers?)\b|\bpaves? the way\b|\bfirst step (?:to|towards?|in)\b|\b(?:will|would) (?:allow|let|help) (?:us |for )?(?:to )?(?:\w+ ){0,3}?(?:consolidat|re-?us|convert|migrat|simplif|remov|clean|add|implement|support|introduc|extend|unif|shar)\w*\b|\bIn the (?:near )?future,? (?:\S+ ){1,9}?will\b|\bincoming \w+(?: \w+){0,4} will\b|\bwe (?:want|plan|intend|are (?:going|planning)) to (?:(?:re-?)?use (?:this|it|them|these)|(?:add|introduce|extend|convert|switch)\b[^.\n]{0,60}\b(?:later|soon|next|future))\b|\b(?:so (?:that )?)?(?:it|this|they) can (?:later )?be (?:re-?used|shared) (?:by|in|from|outside|elsewhere|later)\b|\bavailable outside\b/i;

const CLEANUP_TITLE =
  /^(?:re-?name|re-?factor|re-?structure|re-?organi[sz]e|re-?order|re-?work|clean[- ]?ups?|simplify|tidy|consolidate|unify|split|factor out|deduplicate|inline|constify|extract|encapsulate|de-?clutter|streamline|moderni[sz]e|document|clarify|reformat|re-?indent|annotate|sort|group|hoist|open[- ]?code|un-?inline|re-?write|cosmetic)\b|^(?:remove|drop|delete|kill|get rid of|eliminate|don't include)\b.{0,25}\b(?:unused|unneeded|unnecessary|redundant|dead|superfluous|obsolete|duplicated?|useless|pointless|needless|extra|outdated|unreachable|no-op|noop|legacy|deprecated|comments?|includes?|prototypes?|casts?|initiali[sz]ations?|drivers?|wrappers?)\b|^move\b.{0,60}\b(?:into \w+|(?:to|out of|from) (?:the |its |their |an? )?(?:own |separate |common |new |shared )?\S*(?:\.[chS]\b|headers?\b|helpers?\b|functions?\b|files?\b|librar|modules?\b|directory|folder|subdir|struct\b))|^(?:convert|switch|migrate|transition|port)\b.{0,60}\b(?:to|over|from|into)\b|^replace\b.{1,60}\b(?:with|by)\b|^use \S+(?:\(\)| helpers?| macros?| API| wrapper)|^(?:make|let|have) \S+ (?:take|accept)\b|^(?:add|pass|remove|drop|kill)\b.{0,40}\b(?:arguments?|args?|members?|fields?)\b|^use (?:the )?(?:\S+ ){0,3}(?:helpers?|macros?|API|wrappers?|accessors?)\b|^make (?:\S+ ){1,4}(?:static|const|inline|private|local|global|void|bool|optional|generic|common|mandatory)\b|^pass \S+ (?:to|instead|as|by)\b|^(?:expose|export|unexport|open|publish) \S+|\b(?:typos?|spelling|grammar|white-?space|indent(?:ation)?|alignment in|coding style|checkpatch|kernel-?doc|comments?|copyright|SPDX|COMPILE_TEST|MAINTAINERS|README|documentation)\b/i;

/** Small letters with underscores are functions; names of constants are values that may have been wrong. */
const USE_FUNCTION = /^[Uu]se [a-z0-9]+(?:_[a-z0-9]+)+(?:\(\))?(?:$| (?!instead))/;

const FASTER_TITLE =
  /\b(?:performance|throughput|optimi[sz]\w+|faster|scalab\w+|speed(?:s|ed|ing)?[- ]?up|overhead|contention|efficien\w+)\b|\breduce\w*\b.{0,30}\b(?:latenc\w+|size|footprint|usage)\b/i;

const FASTER_PROSE =
  /\b(?:is|be|are|little|bit|somewhat|rather) (?:a little |a bit |quite |very )?wasteful\b|\b(?:micro-?)?optimi[sz]ation\b|\b(?:improv\w+|boost\w*|increas\w+|better|gain\w*) (?:in |of )?(?:the )?(?:\w+ )?(?:performance|throughput|scalability)\b|\bspeed(?:s|ed|ing)?[- ]up\b|\binstruction count\b/i;

const TRACING_TITLE =
  /\b(?:trace(?:points?|s)?|tracing|debugfs|debug (?:message|print|output|log|info)\w*|log(?:ging)? (?:level|message)s?|printk|dev_dbg|pr_debug|dynamic[- ]debug|dump)\b/i;

const PATTERNS: readonly Pattern[] = [
  { kind: 'no-change', sure: true, within: 'both', words: NO_CHANGE },
  { kind: 'no-change', sure: true, within: 'prose', words: HARMLESS },
  { kind: 'preparation', sure: true, within: 'both', words: PREPARATION },
  { kind: 'cleanup', sure: false, within: 'title', words: CLEANUP_TITLE },
  { kind: 'cleanup', sure: false, within: 'title', words: USE_FUNCTION },
  { kind: 'performance', sure: false, within: 'title', words: FASTER_TITLE },
  { kind: 'performance', sure: false, within: 'prose', words: FASTER_PROSE },
  { kind: 'tracing', sure: false, within: 'title', words: TRACING_TITLE },
];

/** What the message says that the change is for; at most one entry for each kind, from its first words that say it. */
export function findPurposes(telling: Telling): readonly Purpose[] {
  const found = new Map<PurposeKind, Purpose>();
  for (const { kind, sure, within, words } of PATTERNS) {
    if (found.has(kind)) continue;
    const quote = findQuote(
      within === 'prose' ? [telling.prose] : within === 'title' ? [telling.title] : [telling.title, telling.prose],
      kind,
      words,
    );
    if (quote !== undefined) found.set(kind, { kind, quote, sure });
  }
  return [...found.values()];
}

function findQuote(texts: readonly string[], kind: PurposeKind, words: RegExp): string | undefined {
  for (const text of texts)
    for (const match of text.matchAll(new RegExp(words.source, `${words.flags}g`))) {
      if (kind === 'no-change' && EXCEPT.test(sentenceAround(text, match))) continue;
      return quoteAround(text, match);
    }
  return undefined;
}
