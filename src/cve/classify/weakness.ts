import type { ChangeReading } from '../../evidence/index.ts';

/** A kind of weakness of the public list (cwe.mitre.org), with the words that say it. */
export interface Weakness {
  /** `CWE-416`. */
  readonly cwe: string;
  readonly name: string;
  /** Exact words of the message, or what the patch does. */
  readonly quote: string;
  /** The message says it itself; otherwise the lines of the patch look like it. */
  readonly from: 'message' | 'patch';
}

interface Kind {
  readonly cwe: string;
  readonly name: string;
  readonly words: RegExp;
}

/** What is more exact stands first; the first that fits is the kind, the others are told beside it. */
const KINDS: readonly Kind[] = [
  { cwe: 'CWE-415', name: 'double free', words: /\bdouble[- ]free\w*|\bfreed twice\b|\bdouble put\b/i },
  {
    cwe: 'CWE-416',
    name: 'use after free',
    words:
      /\buse[- ]after[- ](?:free|poison)\w*|\bUAFs?\b|\bdangling pointers?\b|\baccess\w* (?:to )?(?:already )?freed\b/i,
  },
  {
    cwe: 'CWE-787',
    name: 'write out of bounds',
    words:
      /\bout[- ]of[- ]bounds? write\b|\bOOB write\b|\b(?:buffer|stack|heap|slab|array)[- ]?(?:overflow|overrun)\w*|\boverwrit\w+|\bwrit\w+ (?:past|beyond)\b|\bstack[- ]out-of-bounds\b.{0,40}\bwrite\b/i,
  },
  {
    cwe: 'CWE-125',
    name: 'read out of bounds',
    words: /\bout[- ]of[- ]bounds? (?:read|access)\w*|\bOOB read\b|\bover-?read\w*|\bread\w* (?:past|beyond)\b/i,
  },
  { cwe: 'CWE-193', name: 'off by one', words: /\boff[- ]by[- ]one\b/i },
  {
    cwe: 'CWE-119',
    name: 'access out of bounds',
    words: /\bout[- ]of[- ](?:bounds?|range)\b|\bOOB\b|\bpast the end\b|\bbeyond the (?:end|array|buffer)/i,
  },
  {
    cwe: 'CWE-476',
    name: 'NULL pointer dereference',
    words:
      /\bnull[- ](?:pointer[- ])?(?:ptr[- ])?(?:pointer )?deref\w*|\bderef\w* (?:of )?(?:a )?null\b|\bNPDs?\b|\bnull-ptr-deref\b|\bNULL pointer\b/i,
  },
  { cwe: 'CWE-369', name: 'division by zero', words: /\bdivi(?:de|sion|ded)[- ]by[- ](?:zero|0)\b|\bdivide error\b/i },
  {
    cwe: 'CWE-190',
    name: 'integer overflow',
    words:
      /\b(?:integer|signed|multiplication|addition|size|count\w*|u\d\d|32[- ]bit) overflow\w*|\bwrap(?:s|ped)? ?around\b/i,
  },
  { cwe: 'CWE-191', name: 'integer underflow', words: /\bunder-?flow\w*/i },
  {
    cwe: 'CWE-908',
    name: 'use of something uninitialised',
    words: /\b(?:un|not )initiali[sz]ed\b|\buninit\b|\bKMSAN\b|\bstack garbage\b/i,
  },
  {
    cwe: 'CWE-200',
    name: 'exposure of information',
    words:
      /\binfo(?:rmation)?[- ]?leak\w*|\bleak\w* (?:kernel |stack |heap )?(?:memory|data|contents?|addresses) to\b|\bto user ?space\b.{0,30}\bleak/i,
  },
  { cwe: 'CWE-401', name: 'memory leak', words: /\b(?:mem(?:ory)?[- ]?)leak\w*|\bkmemleak\b|\b(?:never|not) freed\b/i },
  {
    cwe: 'CWE-911',
    name: 'wrong reference count',
    words: /\bref[- ]?(?:c(?:ou)?nt)\w*|\breference (?:count|leak)\w*|\bkref\w*/i,
  },
  {
    cwe: 'CWE-772',
    name: 'resource that is not released',
    words: /\bleak(?:s|ed|ing|age)?\b|\b(?:never|not) released\b/i,
  },
  { cwe: 'CWE-367', name: 'check and use at different times', words: /\bTOC-?TOU\b|\bdouble[- ]fetch\b/i },
  { cwe: 'CWE-833', name: 'deadlock', words: /\bdead-?lock\w*|\bcircular locking\b|\block inversion\b|\bAB-?BA\b/i },
  {
    cwe: 'CWE-835',
    name: 'endless loop',
    words: /\b(?:infinite|endless) (?:loop|recurs)\w*|\bsoft[- ]?lock-?up\w*|\bloops? forever\b/i,
  },
  {
    cwe: 'CWE-674',
    name: 'recursion without end',
    words: /\b(?:unbounded|uncontrolled) recurs\w*|\bstack exhaust\w*/i,
  },
  {
    cwe: 'CWE-667',
    name: 'wrong locking',
    words:
      /\b(?:missing|wrong|without|incorrect) (?:\w+ )?(?:un)?lock\w*|\bsleeping function\b|\bscheduling while atomic\b|\bsuspicious RCU\b|\bin atomic context\b/i,
  },
  {
    cwe: 'CWE-362',
    name: 'race',
    words: /\brac(?:e|es|y|ing)\b|\bdata[- ]race\b|\bKCSAN\b|\bconcurren\w+ (?:access|modif|writ|updat|call)\w*/i,
  },
  {
    cwe: 'CWE-862',
    name: 'missing check of rights',
    words:
      /\bmissing (?:permission|capability|privilege|access) check\w*|\bprivilege escalation\b|\bwithout (?:checking )?(?:permission|privilege)s?\b/i,
  },
  {
    cwe: 'CWE-1423',
    name: 'state of a processor that others can read',
    words: /\b(?:spectre|meltdown|speculat\w+|side[- ]channel|retbleed|L1TF|MDS)\b/i,
  },
  {
    cwe: 'CWE-617',
    name: 'assertion that can be reached',
    words: /\bBUG_ON\b|\bkernel BUG\b|\bassert\w*\b|\bWARN(?:_ON)?(?:_ONCE)?\b|\bWARNING:/i,
  },
  { cwe: 'CWE-459', name: 'incomplete clean-up', words: /\berror[- ](?:path|handling)s?\b/i },
  {
    cwe: 'CWE-252',
    name: 'unchecked result',
    words: /\bcheck(?:s|ing)? (?:the )?return\b|\breturn(?:s|ed)? values? (?:is |was )?(?:not |un)checked/i,
  },
  {
    cwe: 'CWE-20',
    name: 'unchecked input',
    words:
      /\b(?:missing|lack of|without|improper|insufficient) (?:\w+ )?(?:validation|sanity check\w*|bounds? check\w*|verification)\b|\bvalidat\w+ (?:the )?(?:user|input|length|size|index)\b/i,
  },
];

/** Beside the first. */
const MOST = 3;

/** Kinds of weakness that the message names; without any, what the patch looks like. Empty: nothing tells. */
export function findWeaknesses({ telling, diff }: ChangeReading): readonly Weakness[] {
  const text = `${telling.subject}\n${telling.prose}`;
  const named = KINDS.flatMap(({ cwe, name, words }): (Weakness & { readonly inSubject: boolean })[] => {
    const quote = words.exec(telling.subject)?.[0] ?? words.exec(text)?.[0];
    if (quote === undefined) return [];
    return [{ cwe, name, quote, from: 'message', inSubject: words.test(telling.subject) }];
  });
  if (named.length > 0)
    return named
      .toSorted((a, b) => Number(b.inSubject) - Number(a.inSubject))
      .slice(0, MOST)
      .map(({ cwe, name, quote, from }) => ({ cwe, name, quote, from }));
  const traits: readonly string[] = diff?.traits ?? [];
  return BY_PATCH.filter(({ trait }) => traits.includes(trait))
    .slice(0, 1)
    .map(({ trait, cwe, name }) => ({ cwe, name, quote: trait, from: 'patch' }));
}

const BY_PATCH = [
  { trait: 'adds a release', cwe: 'CWE-772', name: 'resource that is not released' },
  { trait: 'sets a first value', cwe: 'CWE-908', name: 'use of something uninitialised' },
  { trait: 'leaves on errors', cwe: 'CWE-703', name: 'unchecked exceptional condition' },
  { trait: 'adds a condition', cwe: 'CWE-754', name: 'missing check' },
];
