import { keepOwnLines } from './own-words.ts';
import type { MailSignal, MailSignalKind } from './types.ts';

const LONGEST_QUOTE = 100;
/** Signals kept of one mail. */
const MOST = 12;
/** A line that is longer is no sentence of a person. */
const LONGEST_LINE = 1000;

const tag =
  /^\s{0,3}((?:reviewed|acked|tested|reviewed-and-tested|acked-and-tested|tested-and-reviewed|nacked|nak'?ed)-by:\s*\S.*)$/i;

/** Names of stable branches as people write them. */
const tree = String.raw`(?:-?stable|lts|autosel|[2-7]\.\d+(?:\.[\dyx]+)?|older (?:kernels?|trees?|releases?|versions?|branch(?:es)?))`;
const no = String.raw`(?:not|no(?! (?:concerns?|objections?|problems?|issues?|worries))|never|\w+n['’]t|cannot|hardly)`;
const act = String.raw`(?:back-?port\w*|autosel\w*|queued?|pick\w*|take|taken|appl(?:y|ied)|includ\w+|go(?:es|ing)?|belongs?|merged?|sent|added|selected|material|candidate|suitable|relevant|appropriate|applicable|needed|necessary|required|affected|present|exists?|qualify)`;
/** The rest of a sentence, bounded so that no pattern can run long. */
const on = String.raw`[^.;!?]{0,60}?`;
const either = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');

/** The words of each kind; a mail says each kind once at most. */
const rules: readonly (readonly [MailSignalKind, RegExp])[] = [
  ['nak', /(?<![\w-])NAC?K(?:ed|ED)?(?![\w-])/],
  [
    'please-revert',
    either(
      String.raw`\b(?:please|pls|should|must|needs? to|have to|let.?s|ought to)\b[^.;!?]{0,40}?\brevert(?:ed)?\b`,
      String.raw`\brevert (?:this|it)\b(?! in)`,
      String.raw`\b(?:will be|has been|was|being|got) (?:\w+ )?reverted\b`,
    ),
  ],
  [
    'regression',
    either(
      String.raw`\b(?:caus(?:es?|ed|ing)|introduc(?:es?|ed|ing)|reported|known|is|as|to) (?:an? |the |some )?(?:\w+ ){0,2}regressions?\b(?!s? fix)`,
      String.raw`\bregress(?:es|ed)\b|#regzbot\s+\^?introduced`,
      String.raw`\b(?:this|it|that|patch|commit|which)\b[^.;!?]{0,30}\b(?:breaks|broke)\b`,
      String.raw`\bbisect(?:ed|s|ion)\b[^.;!?]{0,40}\b(?:to|this|points?)\b`,
    ),
  ],
  [
    'failed-to-apply',
    either(
      String.raw`^the patch below does not apply to the .{1,40}tree`,
      String.raw`\bfail(?:s|ed) to (?:apply|build|compile)\b`,
      String.raw`\b(?:does|do|did)(?:n.?t| not) (?:apply|build|compile)\b`,
    ),
  ],
  [
    'not-for-stable',
    either(
      String.raw`\b${no}\b${on}\bback-?port`,
      String.raw`\b${no}\b${on}\b${act}\b${on}(?:^|[\s(])${tree}\b`,
      String.raw`\b${no} (?:\w+ ){0,4}(?:for|in|on|to|with) (?:the |any |linux.?|these |v)*${tree}\b`,
      String.raw`\b(?:drop|skip|omit|remove|exclude)\b${on}(?:^|[\s(])${tree}\b`,
      String.raw`\b(?:not|no|isn.?t) (?:\w+ ){0,2}stable\b`,
    ),
  ],
  [
    'drop-it',
    either(
      String.raw`\b(?:please|pls|should|must|can we|could you|can you|let.?s|better|suggest\w*|just|would|want to|to)\b${on}\b(?:drop|skip|omit|remove|exclude|leave out|dequeue|ignore|hold off)\b`,
      String.raw`\b(?:drop|skip) (?:this|it|that|these|the|both|all|them)\b`,
      String.raw`\b${no} (?:(?:really|actually|even|an?|any|the|known|real|serious|fix|actual|critical) )*(?:bug[ -]?fix|fix|bug)(?:es|s)?\b`,
      String.raw`\b${no} (?:\w+ ){0,3}(?:needed|necessary|required|relevant|applicable|appropriate|suitable|affected|back-?port\w*|material|justified|warranted)\b`,
      String.raw`\b(?:useless|pointless|meaningless|no sense|unnecessary|no point|inappropriate|no[ -]?op|harmless|not worth)\b`,
      String.raw`\b(?:no functional change|clean-?up|new feature|optimi[sz]ation|cosmetic|refactor\w*|preparat\w+|white-?space)\b`,
      String.raw`\bwhy\b${on}\b(?:selected|picked|autosel|back-?port\w*)\b`,
    ),
  ],
  [
    'dropped',
    either(
      String.raw`\b(?:i.?ll|i will|i.?ve|i have|ok|okay|sure|now|been|also|already|yes|yep|and|we.?ll|ack|alright|right|thanks|indeed)[,.!]? (?:just |now |also |go |please )*(?:drop|dropped|remove|removed|revert|reverted)\b`,
      String.raw`(?:^|[.,;!?]\s+)(?:now )?(?:dropped|dropping|removed)\b`,
    ),
  ],
  [
    'taken',
    either(
      String.raw`\bhas been added to the .{1,40}(?:tree|queue)`,
      String.raw`\b(?:now |i.?ve |i have |all )?queued (?:it |this |them |these |that |both |all )*(?:up|for)\b`,
      String.raw`\b(?:now|both|all|i.?ve|i have) (?:applied|queued|taken|grabbed)\b`,
      String.raw`^(?:applied|queued|taken|merged)\b`,
      String.raw`\bi.?(?:ll|ve) (?:also )?(?:take|taken|grab|grabbed|queue|queued|added?|pick(?:ed)? up) (?:it|this|this one|them|that|both|those|these)\b`,
    ),
  ],
  [
    'take-too',
    either(
      String.raw`\b(?:please|should|could|can|would|also|need)\b[^.;!?]{0,40}\b(?:back-?port|pick(?:ed)?|take|include|queue|grab|add|apply)\b[^.;!?]{0,60}\b(?:too|as well|[0-9a-f]{10,40})\b`,
      String.raw`\b(?:also|then)\b[^.;!?]{0,30}\b(?:need|want|take|pick|back-?port|include)\b[^.;!?]{0,60}(?:\b[0-9a-f]{10,40}\b|$)`,
    ),
  ],
  [
    'needs-first',
    either(
      String.raw`\b(?:depend(?:s|ed|ent|ency|encies|ing)?|prerequisites?|pre-?reqs?|rel(?:y|ies)|requires?|needs?|useless|only (?:makes sense|useful|works?)|without|part)\b[^.;!?]{0,60}\b(?:commits?|patch(?:es)?|series|patch-?set|change(?:s|set)?|[0-9a-f]{10,40})\b`,
      String.raw`\b(?:commit|patch|series)\b[^.;!?]{0,40}\b(?:is|are) (?:also )?(?:needed|required|missing)\b`,
    ),
  ],
];

/**
 * What a mail says about the patch it answers. Only its writer's own words count; a quote is an exact piece of one line
 * of `text`. Words are matched over line ends, as mail programs wrap sentences anywhere.
 */
export function findSignals(text: string): readonly MailSignal[] {
  const lines = keepOwnLines(text).filter((line) => line.length <= LONGEST_LINE);
  const tags = lines.flatMap((line) => readTag(line) ?? []);
  const prose = lines.filter((line) => readTag(line) === undefined && !/^[\w-]+-by:/i.test(line));
  const said = rules.flatMap(([kind, pattern]) => findSaid(prose, kind, pattern) ?? []);
  return [...tags, ...said].slice(0, MOST);
}

function readTag(line: string): MailSignal | undefined {
  const found = tag.exec(line)?.[1]?.trim();
  if (found === undefined) return undefined;
  const kind = /^na/i.test(found) ? 'nak' : 'tag';
  return { kind, quote: cut(found) };
}

/** The first paragraph in which the words occur; the quote is the line where they begin. */
function findSaid(prose: readonly string[], kind: MailSignalKind, pattern: RegExp): MailSignal | undefined {
  for (const paragraph of splitParagraphs(prose)) {
    const match = pattern.exec(paragraph.join(' '));
    if (match === null) continue;
    const quote = quoteAt(paragraph, match.index);
    if (quote !== '') return { kind, quote };
  }
  return undefined;
}

/** Blocks between empty lines; a long one is cut into pieces, so that patterns stay fast. */
function splitParagraphs(lines: readonly string[]): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    const last = paragraphs.at(-1) as string[];
    if (line.trim() === '' || last.length >= 25) paragraphs.push(line.trim() === '' ? [] : [line]);
    else last.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0).slice(0, 200);
}

/** The line that holds position `at` of the joined lines, from shortly before it. */
function quoteAt(paragraph: readonly string[], at: number): string {
  let start = 0;
  for (const line of paragraph) {
    const end = start + line.length;
    if (at < end) return cutAround(line, at - start);
    start = end + 1;
  }
  return '';
}

function cutAround(line: string, at: number): string {
  const whole = line.trim();
  if (whole.length <= LONGEST_QUOTE) return whole;
  const from = Math.max(0, Math.min(at - 30, line.length - LONGEST_QUOTE));
  return cut(line.slice(from));
}

/** At most 100 characters, never half of a surrogate pair. */
function cut(text: string): string {
  const start = /^[\udc00-\udfff]/.test(text) ? text.slice(1) : text;
  return start
    .slice(0, LONGEST_QUOTE)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
