import type { Desk } from './desk.ts';
import { fitsPerson, NAME, sharesWord, splitNames } from './names.ts';
import { guard, type Sentence } from './prose.ts';
import { day, quoted, right, showMessage, unknown, wrong } from './say.ts';
import { aboutOf, inSentences, isConditional, type Statement } from './statement.ts';
import type { CommitView, Outcome } from './types.ts';

const AUTHOR: readonly RegExp[] = [
  new RegExp(
    `\\b(?:[Aa]uthored|[Ww]ritten|[Dd]eveloped|[Cc]oded) by (?:the )?(?:[\\w-]+ (?:maintainer|developer),? )?(${NAME})`,
    'gu',
  ),
  new RegExp(
    `\\b(?:[Tt]he |[Ii]ts )?(?:[Pp]atch |[Cc]ommit )?[Aa]uthor(?: is| was|:|,| of (?:the|this) (?:patch|commit|fix|change):| of this (?:commit|patch|fix) is) (${NAME})`,
    'gu',
  ),
  new RegExp(`(${NAME}) (?:is|was) the author\\b(?! of (?:that|the original))`, 'gu'),
  new RegExp(`(${NAME}) (?:authored|wrote|developed) (?:this|the) (?:patch|commit|fix|change)`, 'gu'),
  new RegExp(
    `\\b(?:[Pp]atch|[Cc]ommit|[Ff]ix) (?:is )?(?:by|from) (${NAME})(?= (?:fixes|addresses|adds|removes|corrects|changes|in|on)\\b|[,.;]|$)`,
    'gu',
  ),
];

/** Who sent a patch on may be another one than its author. */
const SENDER = new RegExp(
  `\\b(?:[Cc]omes|[Cc]ontributed|[Ss]ubmitted|[Ss]ent|[Pp]osted|[Pp]rovided|[Pp]repared|[Cc]reated) (?:by|from) (${NAME})`,
  'gu',
);

const namesIn = (text: string, patterns: readonly RegExp[]): readonly (string | undefined)[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => splitNames(match[1])[0]));

export const authorStatements = inSentences((sentence) => {
  const names = [
    ...namesIn(sentence.text, AUTHOR).map((name) => ({ name, sender: false })),
    ...namesIn(sentence.text, [SENDER]).map((name) => ({ name, sender: true })),
  ];
  return names
    .filter(
      (said): said is Author =>
        said.name !== undefined &&
        !/^(?:The|This|It|A|An|In|And|Stable|Linux|Mainline|Commit|Upstream|Greg KH's)$/.test(said.name),
    )
    .map((said): Statement => ({
      kind: 'author',
      what: `author ${said.name}`,
      check: (desk) => checkAuthor(said, sentence, desk),
    }));
});

interface Author {
  readonly name: string;
  readonly sender: boolean;
}

async function checkAuthor({ name, sender }: Author, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const commit = await commitOf(sentence, desk);
  if (commit === undefined || isConditional(guard(sentence.text))) return undefined;
  const author = `${commit.author.name} <${commit.author.email}>`;
  const source = showMessage(commit.sha);
  if (fitsPerson(name, author)) return right(`the author is ${quoted(author)}`, source);
  if (sender && (sentence.text.includes('-by') || fitsPerson(name, commit.body))) return undefined;
  if (sharesWord(name, author) || !/[\s@]/.test(name)) return unknown(`the author is ${quoted(author)}`, source);
  return wrong(`the author is ${quoted(author)}`, source);
}

/** The commit that a sentence speaks of; undefined when that cannot be told, or it is not here. */
async function commitOf(sentence: Sentence, desk: Desk): Promise<CommitView | undefined> {
  const about = aboutOf(sentence, desk);
  if (about.kind === 'own') return desk.commit;
  if (about.kind === 'unclear') return undefined;
  const found = await desk.find(about.id);
  return found.kind === 'found' ? found.commit : undefined;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH = `(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})\\.?`;
const DEED =
  '(authored|committed|written|dated|merged|landed|applied|created|commit date|author date|date|from|made|went in(?:to mainline)?)';
const DATES: readonly RegExp[] = [
  new RegExp(`\\b${DEED}(?: is| was|:)?(?: \\w+){0,4}?(?: on| in| at)?:? (\\d{4})-(\\d{2})-(\\d{2})\\b`, 'gi'),
  new RegExp(
    `\\b${DEED}(?: is| was|:)?(?: \\w+){0,4}?(?: on| in| at)?:? ${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`,
    'gi',
  ),
  new RegExp(
    `\\b${DEED}(?: is| was|:)?(?: \\w+){0,4}?(?: on| in| at)?:? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH},? (\\d{4})\\b`,
    'gi',
  ),
  new RegExp(`\\b${DEED}(?: is| was|:)?(?: \\w+){0,4}?(?: on| in| at)?:? ${MONTH},? (\\d{4})\\b`, 'gi'),
];

interface Said {
  readonly year: number;
  readonly month: number;
  readonly day: number | undefined;
  readonly deed: string;
  readonly text: string;
}

export const dateStatements = inSentences((sentence) =>
  datesIn(sentence.text).map((said): Statement => ({
    kind: 'date',
    what: said.text,
    check: (desk) => checkDate(said, sentence, desk),
  })),
);

const monthOf = (text: string): number =>
  MONTHS.findIndex((month) => month.startsWith(text.toLowerCase().slice(0, 3))) + 1;

function datesIn(text: string): readonly Said[] {
  const found: Said[] = [];
  DATES.forEach((pattern, form) => {
    for (const match of text.matchAll(pattern)) {
      const [, deed, a, b, c] = match;
      const base = { deed: deed.toLowerCase(), text: match[0] };
      if (form === 0) found.push({ ...base, year: Number(a), month: Number(b), day: Number(c) });
      else if (form === 1) found.push({ ...base, year: Number(c), month: monthOf(a), day: Number(b) });
      else if (form === 2) found.push({ ...base, year: Number(c), month: monthOf(b), day: Number(a) });
      else found.push({ ...base, year: Number(b), month: monthOf(a), day: undefined });
    }
  });
  return found;
}

const DAY = 86_400;

async function checkDate(said: Said, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const commit = await commitOf(sentence, desk);
  if (commit === undefined || isConditional(guard(sentence.text))) return undefined;
  if (said.deed === 'from' && !/\b(?:commit|patch|fix)\b(?: \w+)? from\b/i.test(sentence.text)) return undefined;
  const source = showMessage(commit.sha);
  const why = `authored on ${day(commit.author.time)}, committed on ${day(commit.committer.time)}`;
  if ([commit.author.time, commit.committer.time].some((time) => isThen(said, time))) return right(why, source);
  const later = Date.UTC(said.year, said.month - 1, said.day ?? 28) / 1000 > commit.committer.time;
  if (later && /merged|landed|went|applied/.test(said.deed))
    return unknown(`${why}; when it reached mainline is not recorded`, source);
  return wrong(why, source);
}

/** Times of people all over the world: a day either way is the same day. */
const isThen = ({ year, month, day: date }: Said, time: number): boolean =>
  [-DAY, 0, DAY].some((shift) => {
    const moment = new Date((time + shift) * 1000);
    return (
      moment.getUTCFullYear() === year &&
      moment.getUTCMonth() + 1 === month &&
      (date === undefined || moment.getUTCDate() === date)
    );
  });
