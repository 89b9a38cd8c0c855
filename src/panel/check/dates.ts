import type { Desk } from './desk.ts';
import { isWished, polarityAt } from './polarity.ts';
import { guard, type Sentence } from './prose.ts';
import { day, right, showMessage, unknown, wrong } from './say.ts';
import { commitOf } from './spoken-of.ts';
import { inSentences, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const MONTH = `(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})\\.?`;
const YEAR = '((?:19|20)\\d{2})';

interface Named {
  readonly year: number;
  readonly month: number;
  /** Undefined: the month alone is named. */
  readonly day: number | undefined;
}

const monthOf = (text: string): number =>
  MONTHS.findIndex((month) => month.startsWith(text.toLowerCase().slice(0, 3))) + 1;

const named = (year: string, month: number, date?: string): Named => ({
  year: Number(year),
  month,
  day: date === undefined ? undefined : Number(date),
});

/** Ways to write a day, the fullest first; one that may be read in two ways is both. */
const FORMS: readonly (readonly [RegExp, (parts: readonly string[]) => readonly Named[]])[] = [
  [new RegExp(`\\b${YEAR}[-/.](\\d{1,2})[-/.](\\d{1,2})\\b`, 'gi'), ([, y, m, d]) => [named(y, Number(m), d)]],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2}) \\d{1,2}:\\d{2}(?::\\d{2})? ${YEAR}\\b`, 'gi'),
    ([, m, d, y]) => [named(y, monthOf(m), d)],
  ],
  [
    new RegExp(`\\b${MONTH} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?,? (?:of |in )?${YEAR}\\b`, 'gi'),
    ([, m, d, y]) => [named(y, monthOf(m), d)],
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:day )?(?:of )?${MONTH},?[ -](?:of )?${YEAR}\\b`, 'gi'),
    ([, d, m, y]) => [named(y, monthOf(m), d)],
  ],
  [
    new RegExp(`\\b(\\d{1,2})[./](\\d{1,2})[./]${YEAR}\\b`, 'gi'),
    ([, a, b, y]) => [named(y, Number(b), a), named(y, Number(a), b)],
  ],
  [new RegExp(`\\b${MONTH},?(?: of)? ${YEAR}\\b`, 'gi'), ([, m, y]) => [named(y, monthOf(m))]],
  [new RegExp(`(?<![\\d/.-])(0[1-9]|1[0-2])/${YEAR}\\b`, 'gi'), ([, m, y]) => [named(y, Number(m))]],
];

interface Said {
  readonly days: readonly Named[];
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function daysIn(text: string): readonly Said[] {
  const found: Said[] = [];
  for (const [pattern, read] of FORMS)
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((other) => from < other.to && to > other.from)) continue;
      const days = read(match).filter(({ month, day: date = 1 }) => month >= 1 && month <= 12 && date <= 31);
      if (days.length > 0) found.push({ days, from, to, text: match[0] });
    }
  return found;
}

/** What happens to a commit on a day. */
const DEED =
  /\b(?:author(?:ed)?|commit(?:s|ted)?|writ(?:ten|ing)|wrote|dated?|merged|landed|applied|created|went|goes|entered|reached|arrived|came in|hit|pushed|mainline|upstream(?:ed)?|(?:patch|fix|change) (?:\w+ ){0,2}?(?:of|from|is|was)|made)\b|\b(?:this|it|patch|fix|change|one)\b[^,;]{0,30}\b(?:of|from|on|since|day)\b|\bday\b/i;
/** What other things happen on days: they are no day of the commit. */
const OTHER =
  /\b(?:releas\w*|tagged|report\w*|post\w*|sent|publish\w*|CVE\S*|disclos\w*|support\w*|EOL|end of life|until|before|after|prior|branch\w*|receiv\w*|queu\w*|pick\w*|backport\w*|review\w*|syzbot|discuss\w*|mail\w*|introduc\w*|fault\w*|bugs?|regress\w*|test\w*|version|opened|closed|asked|answer\w*|since then|by then|as of|stable|today|now|deadline|copyright|built|compil\w*)\b/i;
/** Where it got to says which of the days of a commit is meant, and that it may be a later one than git has. */
const ARRIVED = /\b(?:merged|landed|went|applied|entered|reached|arrived|hit|mainline|upstream\w*)\b/i;

export const dateStatements = inSentences((sentence) =>
  daysIn(sentence.text).flatMap((said): Statement[] => {
    const part = partOf(sentence.text, said);
    const around = part.replace(said.text, ' ');
    if (!DEED.test(around) || OTHER.test(around)) return [];
    if (polarityAt(sentence.text, said.from, said.to) !== 'yes' || isWished(guard(part))) return [];
    return [{ kind: 'date', what: part.trim(), check: (desk) => checkDate(said, sentence, desk) }];
  }),
);

/** The part of the sentence in which the day stands: from one comma to the next, but for a label before it. */
function partOf(text: string, { from, to }: Said): string {
  const before = Math.max(...[...text.slice(0, from).matchAll(/[,;(–—]\s/g)].map(({ index }) => index + 1), 0);
  const behind = text.slice(to).search(/[,;)–—]|\b(?:and|so|but|which)\b/);
  return text.slice(before, behind < 0 ? undefined : to + behind);
}

const DAY = 86_400;

async function checkDate(said: Said, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const commit = await commitOf(sentence, desk);
  if (commit === undefined) return undefined;
  const source = showMessage(commit.sha);
  const why = `authored on ${day(commit.author.time)}, committed on ${day(commit.committer.time)}`;
  const times = [commit.author.time, commit.committer.time];
  if (said.days.some((each) => times.some((time) => isThen(each, time)))) return right(why, source);
  const [{ year, month, day: date = 28 }] = said.days;
  const later = Date.UTC(year, month - 1, date) / 1000 > commit.committer.time;
  if (later && ARRIVED.test(sentence.text)) return unknown(`${why}; when it reached mainline is not recorded`, source);
  return wrong(why, source);
}

/** Times of people all over the world: a day either way is the same day. */
const isThen = ({ year, month, day: date }: Named, time: number): boolean =>
  [-DAY, 0, DAY].some((shift) => {
    const moment = new Date((time + shift) * 1000);
    return (
      moment.getUTCFullYear() === year &&
      moment.getUTCMonth() + 1 === month &&
      (date === undefined || moment.getUTCDate() === date)
    );
  });
