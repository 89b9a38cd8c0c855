import { inPatch } from './citations.ts';
import { hasPatch, type Desk } from './desk.ts';
import {
  besideMessage,
  besidePatch,
  isOther,
  looksLikeCode,
  saysMessage,
  saysPatch,
  whereOf,
  type Where,
} from './quote-words.ts';
import { guard, type Fence, type Sentence } from './prose.ts';
import { quoted, right, showMessage, showPatch, unknown, wrong } from './say.ts';
import { occurs, squeeze } from './squeeze.ts';
import { aboutOf, inSentences, isConditional, type Statement, type StatementReader } from './statement.ts';
import { revisionsOf } from './places.ts';
import type { Outcome } from './types.ts';

interface Quote {
  readonly text: string;
  /** Where the sentence says that it stands. */
  readonly where: Where;
  readonly marks: 'ticks' | 'quotes';
}

const TICKS = /(?<!`)`([^`]{2,400})`(?!`)/g;
const QUOTES = /["“]([^"“”]{8,600})["”]/g;

export const quoteStatements: StatementReader = (prose) => [
  ...quotesInSentences(prose),
  ...prose.fences.flatMap(readFence),
];

const quotesInSentences = inSentences((sentence) =>
  quotesIn(sentence).map((quote): Statement => ({
    kind: isWords(quote) ? 'quote' : 'code',
    what: `${SAY[quote.where]} ${quoted(quote.text, 90)}`,
    check: (desk) => checkQuote(quote, sentence, desk),
  })),
);

const SAY: Readonly<Record<Where, string>> = {
  message: 'the message says',
  added: 'the patch adds',
  removed: 'the patch removes',
  patch: 'the patch has',
  touched: 'there is',
  told: 'the message says',
  anywhere: 'there is',
};

/** A statement or words, not one name alone. */
const isWords = ({ text, where }: Quote): boolean =>
  where !== 'anywhere' || /\s/.test(text.trim()) || /[;=]/.test(text);

function quotesIn({ text }: Sentence): readonly Quote[] {
  const ticks = [...text.matchAll(TICKS)].map((match) =>
    readQuote(text, { index: match.index, 0: match[0], 1: match[1] }, 'ticks'),
  );
  const quotes = [...text.replaceAll(TICKS, (part) => 'x'.repeat(part.length)).matchAll(QUOTES)].map((match) =>
    readQuote(
      text,
      { index: match.index, 0: match[0], 1: text.slice(match.index + 1, match.index + match[0].length - 1) },
      'quotes',
    ),
  );
  return [...ticks, ...quotes].filter((quote) => quote !== undefined);
}

interface Matched {
  readonly index: number;
  readonly 0: string;
  readonly 1: string;
}

function readQuote(text: string, match: Matched, marks: Quote['marks']): Quote | undefined {
  const quote = match[1]
    .trim()
    .replace(/[.,]$/, '')
    .replace(/^(\w+)\(\)$/, '$1(');
  const before = text.slice(Math.max(0, match.index - 160), match.index);
  const behind = text.slice(match.index + match[0].length);
  if (isOther(quote, before)) return undefined;
  if (saysMessage(before, behind)) return { text: quote, where: 'message', marks };
  const words = quote.split(/\s+/).length;
  if (words >= 3 && besideMessage(before, behind)) return { text: quote, where: 'told', marks };
  if (marks === 'quotes' && !looksLikeCode(quote))
    return words < 4 ? undefined : { text: quote, where: 'anywhere', marks };
  const where = whereOf(before, behind);
  return { text: quote, where: where === 'anywhere' && besidePatch(before, behind) ? 'touched' : where, marks };
}

async function checkQuote({ text, where, marks }: Quote, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  if (where === 'message') return inMessage(text, sentence, desk);
  if (where === 'told')
    return inPatch(desk, text)
      ? right('the patch has it', showPatch(desk.commit.sha))
      : inMessage(text, sentence, desk);
  const source = showPatch(desk.commit.sha);
  const stated = where !== 'anywhere' && aboutOf(sentence, desk).kind === 'own' && !isConditional(guard(sentence.text));
  if (occurs(where === 'removed' ? desk.oldSide : desk.newSide, text)) return right('the patch has it', source);
  if (inPatch(desk, text)) {
    if (!stated || where === 'patch' || where === 'touched') return right('the patch has it', source);
    return checkSide(text, where, desk);
  }
  if (stated && where !== 'touched' && hasPatch(desk) && isCode(text))
    return (await elsewhere(text, desk)) === undefined
      ? wrong('the patch does not have it', source)
      : wrong('the files have it, the patch does not', source);
  if (occurs(desk.squeezedMessage, text)) return right('the message has it', showMessage(desk.commit.sha));
  if (occurs(desk.factText, text)) return right('a fact has it', 'the numbered facts');
  const found = await elsewhere(text, desk);
  if (found !== undefined) return found;
  if (
    stated &&
    where === 'touched' &&
    hasPatch(desk) &&
    isCode(text) &&
    squeeze(text).length >= 12 &&
    (await areRead(desk))
  )
    return wrong('neither the patch nor the changed files have it', source);
  if (marks === 'quotes') return undefined;
  return unknown('neither the patch, the message nor the changed files have it; other files were not searched', source);
}

function checkSide(text: string, where: Where, desk: Desk): Outcome {
  const source = showPatch(desk.commit.sha);
  const wanted = where === 'added' ? desk.addedText : desk.removedText;
  if (occurs(wanted, text)) return right(`a line that is ${where} has it`, source);
  const other = where === 'added' ? desk.removedText : desk.addedText;
  if (occurs(other, text) && isCode(text))
    return wrong(`the patch has it in ${where === 'added' ? 'removed' : 'added'} lines`, source);
  return right('the patch has it', source);
}

/** More than a name: something that only this patch would have. */
const isCode = (text: string): boolean =>
  squeeze(text).length >= 6 && /[\s()=;<>&|>.-]|_/.test(text) && !/[.…]{3}|\u2026/.test(text);

async function inMessage(text: string, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const source = showMessage(desk.commit.sha);
  if (occursLoosely(desk.squeezedMessage, text)) return right('the message has these words', source);
  const about = aboutOf({ ...sentence, text: sentence.text.replace(text, '') }, desk);
  if (about.kind === 'other') {
    const found = await desk.find(about.id);
    if (found.kind !== 'found') return undefined;
    const other = squeeze(`${found.commit.subject}\n${found.commit.body}`);
    return occursLoosely(other, text)
      ? right('its message has these words', `git show -s ${about.id.slice(0, 12)}`)
      : wrong('its message does not have these words', `git show -s ${about.id.slice(0, 12)}`);
  }
  if (about.kind === 'unclear') return undefined;
  if (text.split(/\s+/).length < 3)
    return unknown('the message does not have it; a word alone may be no quotation', source);
  return wrong('the message does not have these words', source);
}

/** Case at the beginning and a dot at the end change when a sentence is quoted. */
function occursLoosely(squeezed: string, quote: string): boolean {
  const bare = quote.replace(/[.,;:!]+$/, '').replace(/\[[^\]]{1,40}\]/g, '...');
  return (
    occurs(squeezed, bare) ||
    occurs(squeezed.toLowerCase(), bare.toLowerCase()) ||
    occurs(plainOf(squeezed), plainOf(bare))
  );
}

const plainOf = (text: string): string => text.toLowerCase().replaceAll(/[`'"*_\\]/g, '');

/** Whether every changed file could be searched. */
async function areRead(desk: Desk): Promise<boolean> {
  for (const path of desk.paths) if ((await desk.read(desk.commit.sha, path)).kind === 'unread') return false;
  return desk.paths.length <= MOST_FILES;
}

/** Changed files that are searched for a quote. */
const MOST_FILES = 8;

/** The changed files, before and after. */
async function elsewhere(text: string, desk: Desk): Promise<Outcome | undefined> {
  for (const revision of revisionsOf(desk))
    for (const path of desk.paths.slice(0, MOST_FILES)) {
      const lines = await desk.lines(revision, path);
      if (lines !== undefined && occurs(lines.text, text))
        return right(`${path} has it`, `git show ${revision.slice(0, 12)}:${path}`);
    }
  return undefined;
}

const NOTE = /^\s*(?:\/\/|\/\*|\*|#\s|\.{3}|…|@@|diff |index |---|\+\+\+)|\.{3}\s*$|\/\*[^*]*\.\.\./;

/** A listing: each of its lines is looked for. Only what is said to be in the patch or the message, or marked as added or removed, is claimed to be there. */
function readFence({ language, lines, introducedBy }: Fence): readonly Statement[] {
  const code = lines.filter(
    (line) => squeeze(line).length >= 4 && !NOTE.test(line) && !/^\s*[0-9a-f]{7,40} /.test(line),
  );
  if (code.length === 0) return [];
  const said = introducedBy?.text ?? '';
  const told = besideMessage(said, '') && !code.some(looksLikeCode);
  const signs = code.some((line) => /^[+-]\s*\S/.test(line));
  const signed = language === 'diff' || (signs && (language !== '' || saysPatch(said)));
  return [
    {
      kind: 'quote',
      what: `listing ${quoted(code[0], 80)}`,
      check: (desk) => checkListing({ code, signed, told, introducedBy }, desk),
    },
  ];
}

interface Listing {
  readonly code: readonly string[];
  readonly signed: boolean;
  /** The message is said to have it. */
  readonly told: boolean;
  readonly introducedBy: Sentence | undefined;
}

async function checkListing({ code, signed, told, introducedBy }: Listing, desk: Desk): Promise<Outcome> {
  const source = told ? showMessage(desk.commit.sha) : showPatch(desk.commit.sha);
  const missing: string[] = [];
  for (const line of code) {
    const bare = line.replace(/\s*(?:\/\/.*|\/\*[^*]*\*\/|<[-=].*|←.*)$/, '').replace(signed ? /^[+-]/ : /^$/, '');
    if (
      squeeze(bare).length < 4 ||
      inPatch(desk, bare) ||
      occurs(desk.squeezedMessage, bare) ||
      (await elsewhere(bare, desk)) !== undefined
    )
      continue;
    missing.push(line);
  }
  if (missing.length === 0) return right('each line of it is in the patch, the message or the changed files', source);
  const own = introducedBy === undefined || aboutOf(introducedBy, desk).kind === 'own';
  const whole = own && missing.length === code.length;
  if (told && whole) return wrong(`the message does not have ${quoted(missing[0], 80)}`, source);
  const claimed = missing.find((line) => signed && /^[+-]\s*[^\s+-]/.test(line));
  if (claimed !== undefined && whole && hasPatch(desk))
    return wrong(`the patch does not have ${quoted(claimed, 80)}`, source);
  return unknown(`not found: ${quoted(missing[0], 80)}; other files were not searched`, source);
}
