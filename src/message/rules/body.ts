import { CHANGELOG, mends, saysFix, THIS_PATCH } from '../conventions/learn.ts';
import { proseLines } from '../conventions/lines.ts';
import { findVerbatim, proseOf, readKey, textOf } from '../draft.ts';
import { isRevert, splitSubject } from '../subject.ts';
import type { Draft, Finding, Paragraph } from '../types.ts';
import { COSMETIC, EFFECT, imperativeOf, WHY } from '../words.ts';
import { wrapText } from '../wrap.ts';
import { isVague } from './subject.ts';
import { find, hasHabit, shareValue, type Context, type Rule } from './context.ts';

/** A few characters more, or one line of them, is nothing that anybody remarks on. */
const LOOSE = 3;
const ONE_LINE = 10;
const USUAL_WIDTH = 75;

export const checkBody: Rule = (context) => {
  const { draft } = context;
  if (draft.subject.trim() === '') return [];
  const body = draft.paragraphs.filter(({ kind }) => kind !== 'trailers');
  if (body.length === 0)
    return hasHabit(context, 'body') && !isRevert(draft.subject) && !isOftenBare(context)
      ? [find('body-missing', 'warning', { values: shareValue(context, 'body') })]
      : [];
  return [...checkLines(context), ...checkWords(context), ...checkReasons(context)];
};

/** Some parts of a project, such as its version, need no words. */
function isOftenBare({ draft, conventions }: Context): boolean {
  const own = conventions.bodies.get(splitSubject(draft.subject).prefix?.split(': ')[0] ?? '');
  return own !== undefined && own.of >= 3 && own.yes / own.of < 0.7;
}

function checkLines(context: Context): Finding[] {
  const { draft, conventions } = context;
  const limit = conventions.lineLimit;
  const long = proseLines(draft).filter(({ text }) => text.length > limit + LOOSE);
  const [first] = long;
  const longest = Math.max(0, ...long.map(({ text }) => text.length));
  if (first === undefined || conventions.of < 100 || (long.length < 2 && longest <= limit + ONE_LINE)) return [];
  const paragraph = draft.paragraphs.find(({ from, to }) => from < first.number && first.number <= to);
  const better = paragraph?.kind === 'prose' ? rewrap(draft, paragraph, limit) : undefined;
  const values = { lines: String(long.length), length: String(first.text.length), limit: String(limit) };
  return [find('body-line-long', 'warning', { line: first.number, values, better })];
}

/** The words of a paragraph in lines of the usual length; what nobody wraps stays a line. Undefined where a line stays too long. */
function rewrap(draft: Draft, { from, to }: Paragraph, limit: number): string | undefined {
  const pieces: { readonly fixed: boolean; readonly lines: string[] }[] = [];
  const own = draft.lines.slice(from, to);
  const verbatim = findVerbatim(own);
  for (const [at, line] of own.entries()) {
    const fixed = verbatim[at] || readKey(line) !== undefined || /^\s*(?:[-*+•]|\(?\d{1,2}[.)])\s|^\[|:\/\//.test(line);
    const last = pieces.at(-1);
    if (last?.fixed === fixed) last.lines.push(line);
    else pieces.push({ fixed, lines: [line] });
  }
  const wrapped = pieces.map(({ fixed, lines }) =>
    fixed ? lines.join('\n') : wrapText(lines.join('\n'), Math.min(limit, USUAL_WIDTH)),
  );
  const still = pieces.some(({ fixed }, at) => !fixed && wrapped[at].split('\n').some((line) => line.length > limit));
  return still ? undefined : wrapped.join('\n');
}

function checkWords(context: Context): Finding[] {
  const { draft } = context;
  const found: Finding[] = [];
  const prose = proseOf(draft);
  const first = draft.paragraphs[0];
  if (fold(prose) === fold(draft.subject) || fold(prose) === fold(splitSubject(draft.subject).rest))
    found.push(find('body-repeats-subject', 'warning', { line: first.from + 1 }));
  const opening = THIS_PATCH.exec(prose);
  if (opening !== null && hasHabit(context, 'noThisPatch', 0.95))
    found.push(
      find('body-this-patch', 'warning', {
        line: first.from + 1,
        values: { words: opening[0], ...shareValue(context, 'noThisPatch') },
        better: sayImperative(textOf(draft, first)),
        replaces: [first.from, first.to],
      }),
    );
  const changelog = draft.lines.findIndex((line, at) => at > 0 && CHANGELOG.test(line));
  if (changelog > 0 && hasHabit(context, 'noChangelog'))
    found.push(
      find('body-changelog', 'warning', { line: changelog + 1, values: { words: draft.lines[changelog].trim() } }),
    );
  return found;
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\W_]+/g, ' ')
    .trim();

/** `Add x` for `This patch adds x`; undefined where the sentence goes on in another way. */
function sayImperative(paragraph: string): string | undefined {
  const found = /^(?:this|the) (?:patch|commit|change|series) (\w+)\s+/i.exec(paragraph);
  const verb = found === null ? undefined : imperativeOf(found[1]);
  if (found === null || verb === undefined || !found[1].endsWith('s')) return undefined;
  // `This patch fixes x and adds y` goes on in the third person.
  const goesOn = [...paragraph.split(/\.\s/, 1)[0].matchAll(/(?:\band|\bthen|,) (\w+s)\b/g)];
  if (goesOn.some(([, word]) => imperativeOf(word) !== undefined)) return undefined;
  const order = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${paragraph.slice(found[0].length)}`;
  return isVague(order) ? undefined : order;
}

function checkReasons(context: Context): Finding[] {
  const { draft } = context;
  const prose = proseOf(draft);
  if (prose === '' || isRevert(draft.subject)) return [];
  const found: Finding[] = [];
  const verbatim = draft.paragraphs.some(({ kind }) => kind === 'verbatim');
  const isFix = mends(draft) && !COSMETIC.test(draft.subject);
  if (isFix && !verbatim && !EFFECT.test(`${draft.subject}\n${prose}`) && hasHabit(context, 'effect'))
    found.push(
      find('body-effect-missing', saysFix(draft.subject) ? 'warning' : 'advice', {
        values: shareValue(context, 'effect'),
      }),
    );
  else if (!WHY.test(prose) && !verbatim && hasHabit(context, 'why'))
    found.push(find('body-why-missing', 'advice', { values: shareValue(context, 'why') }));
  else if (isLate(draft)) found.push(find('body-why-late', 'advice', { line: draft.paragraphs[0].from + 1 }));
  return found;
}

const STATE =
  /\b(?:currently|at the moment|today|so far|until now|as of now|the problem is|the issue is|this is because|the reason (?:is|for))\b/i;

/** The first paragraph tells what is done, and only a later one what was wrong. */
function isLate(draft: Draft): boolean {
  const prose = draft.paragraphs.filter(({ kind }) => kind === 'prose').map((paragraph) => textOf(draft, paragraph));
  if (prose.length < 2) return false;
  const starts =
    THIS_PATCH.test(prose[0]) ||
    /^(?:add|remove|change|use|introduce|make|move|replace|implement|fix|call|set|drop|convert)\b/i.test(prose[0]);
  return starts && !WHY.test(prose[0]) && prose.slice(1).some((text) => STATE.test(text));
}
