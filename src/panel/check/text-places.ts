import type { Desk } from './desk.ts';
import { changedPath, checkLine, parsePath, revisionsOf } from './places.ts';
import { looksLikeCode } from './quote-words.ts';
import type { Sentence } from './prose.ts';
import { right, short, unknown, wrong } from './say.ts';
import { occurs } from './squeeze.ts';
import { aboutOf, inSentences, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

const EXT =
  '(?:c|h|S|s|cc|cpp|hpp|py|rs|sh|dts|dtsi|yaml|yml|rst|txt|md|ml|mli|go|pl|lds|build|json|toml|in|am|ac|y|l|asl|bin|service|rules|conf|xml|map|tbl)';
const FILE = `(?:[A-Za-z0-9_.+-]+\\/)*(?:[A-Za-z0-9_+-][A-Za-z0-9_.+-]*\\.${EXT}|(?<=\\/)(?:Kconfig|Makefile|Kbuild|meson)(?:\\.[\\w.]+)?)`;
const PATH = new RegExp(`(?<![\\w/.@<>:~*$-])(${FILE})(?![\\w/]|-\\w|\\.\\w)`, 'g');
const RANGE = '(\\d{1,6})(?:\\s*(?:-|–|to|through)\\s*(\\d{1,6}))?';
/** The number behind a path, or before it. */
const BEHIND = new RegExp(
  `^[\`")]*(?:(?::|@|\\s\\+)${RANGE}(?!\\d)|\\s*[,(]?\\s*(?:at |on |around )?(?:lines?|L) ?${RANGE}|#L${RANGE})`,
  'i',
);
const BEFORE = new RegExp(`\\b(?:lines?|L) ?${RANGE}\\s*(?:of|in|,|\\()\\s*(?:the )?(?:file )?[\`"(]*$`, 'i');
const LINE = new RegExp(`\\b[Ll]ines? ${RANGE}\\b(?! (?:of code|added|removed|changed|limit|insertion|deletion))`, 'g');
const FUNCTION =
  /`?\b([a-z_]\w{2,60})(?:\(\))`?\s*(?:function\s*)?,?\s*\(?(?:in|from|of|defined in|at|\()\s*(?:the )?(?:file )?[`"(]*$/i;

interface Place {
  readonly path: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly quote: string | undefined;
  readonly name: string | undefined;
}

/** Paths, lines and functions that a text names. */
export const placeStatements = inSentences((sentence) => {
  const places = placesIn(sentence);
  const first = places.length === 0 ? loneLines(sentence) : [];
  return [...places.flatMap((place) => statementsOf(place, sentence)), ...first];
});

function placesIn({ text }: Sentence): readonly Place[] {
  const quotes = [...text.matchAll(/`([^`]{4,300})`|["“]([^"“”]{6,300})["”]/g)]
    .map((match) => ({ index: match.index, 0: match[0], quote: match[1] ?? match[2], ticked: match[1] !== undefined }))
    .filter(({ quote, ticked }) => (ticked || looksLikeCode(quote)) && isCode(quote) && !PATH_ALONE.test(quote));
  const ticks = quotes.map(({ quote }) => quote);
  const found = [...text.matchAll(PATH)].filter(
    ({ index }) => !quotes.some((quote) => index > quote.index && index < quote.index + quote[0].length),
  );
  const alone = new Set(found.map((match) => match[1])).size === 1;
  const lone = alone ? [...text.matchAll(LINE)] : [];
  return found.map((match) => {
    const lines =
      BEHIND.exec(text.slice(match.index + match[0].length)) ??
      BEFORE.exec(text.slice(0, match.index)) ??
      (lone.length === 1 ? lone[0] : null);
    const numbers =
      lines
        ?.slice(1)
        .filter((part) => part !== undefined)
        .map(Number) ?? [];
    return {
      path: match[1],
      from: numbers[0],
      to: numbers[1] ?? numbers[0],
      quote: alone
        ? ticks.length === 1
          ? ticks[0]
          : ticks.length === 0
            ? bareCode(text.slice(match.index + match[0].length))
            : undefined
        : undefined,
      name: FUNCTION.exec(text.slice(0, match.index))?.[1],
    };
  });
}

/** `net/foo.c:11: code`, as grep prints it. */
function bareCode(behind: string): string | undefined {
  const code = /^:\d{1,6}(?:-\d{1,6})?:\s*(\S.{5,160})$/.exec(behind)?.[1];
  return code !== undefined && looksLikeCode(code) ? code : undefined;
}

const PATH_ALONE = new RegExp(`^${FILE}(?::\\d+(?:-\\d+)?)?$`);

function statementsOf(place: Place, sentence: Sentence): readonly Statement[] {
  const { path, from, to, quote, name } = place;
  const where: Statement =
    from === undefined
      ? { kind: 'path', what: path, check: (desk) => checkPath(path, sentence, desk) }
      : {
          kind: 'place',
          what: `${path}:${from}${to === from ? '' : `-${to}`}${quote === undefined ? '' : ` \`${quote}\``}`,
          check: (desk) => checkLines({ path, from, to: to ?? from, quote }, sentence, desk),
        };
  return name === undefined
    ? [where]
    : [where, { kind: 'function', what: `${name}() in ${path}`, check: (desk) => checkFunction({ name, path }, desk) }];
}

/** Words that send a reader to another tree. */
const ELSEWHERE =
  /\b(?:renamed?|moved|formerly|previously|used to|older|old name|was called|in (?:the )?(?:\d+\.\d+|stable|older)|does not exist|doesn't exist|no such|not (?:present|exist)|absent|later|split|now lives|since)\b/i;

async function checkPath(given: string, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const path = parsePath(given);
  if (path === undefined) return undefined;
  const changed = changedPath(desk, path);
  if (changed !== undefined)
    return right(`this commit changes ${changed}`, `git show --stat ${short(desk.commit.sha)}`);
  if (!path.includes('/')) return undefined;
  return findPath(path, sentence, desk);
}

async function findPath(path: string, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const source = `git show ${short(desk.commit.sha)}:${path}`;
  for (const revision of revisionsOf(desk)) {
    const file = await desk.read(revision, path);
    if (file.kind === 'present') return right('there is such a file', `git show ${short(revision)}:${path}`);
    if (file.kind === 'unread') return unknown(`it could not be read: ${file.why}`, source);
  }
  if (ELSEWHERE.test(sentence.text) || aboutOf(sentence, desk).kind !== 'own')
    return unknown('it is not there at this commit; the text may mean another revision', source);
  if (!desk.repository.whole) return unknown('it is not there, and not everything is here', source);
  if (!desk.topFolders().has(path.slice(0, path.indexOf('/'))))
    return unknown('the project has no such folder: it may be the file of another one, or a part of a path', source);
  return wrong('there is no such file, neither before nor after this commit', source);
}

interface Lines {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly quote: string | undefined;
}

async function checkLines(
  { path: given, from, to, quote }: Lines,
  sentence: Sentence,
  desk: Desk,
): Promise<Outcome | undefined> {
  const parsed = parsePath(given);
  if (parsed === undefined) return undefined;
  const path = changedPath(desk, parsed) ?? parsed;
  if (path === parsed && !path.includes('/') && !desk.paths.includes(path))
    return unknown('which file that is cannot be told', 'the text itself');
  const there = desk.paths.includes(path) ? undefined : await findPath(path, sentence, desk);
  if (there !== undefined && there.result !== 'right') return there;
  const outcome = await checkLine({ path, from, to, quote: undefined }, desk, revisionsOf(desk));
  if (outcome.result !== 'right' || quote === undefined) return outcome;
  const compared = await checkLine({ path, from, to, quote }, desk, revisionsOf(desk));
  if (compared.result === 'right') return compared;
  const absent = compared.why.startsWith('the words do not occur');
  const name = !/[^\w.-]/.test(quote);
  return (absent && !claimsWords(sentence.text)) || (name && !readsSo(sentence.text))
    ? unknown('the file has such lines; what they say was not compared', outcome.source)
    : compared;
}

/** Code, or a name that may be part of it; `name()` says in which function a line is. */
const isCode = (quote: string): boolean => !/^\w+\(\)$/.test(quote);

/** The sentence says that the line reads so, though only a name is quoted. */
const readsSo = (text: string): boolean => /\b(?:reads?|says?|contains?|has|shows?|states?)\b/i.test(text);

/** The sentence says that the line reads so. */
const claimsWords = (text: string): boolean =>
  /\b(?:reads?|says?|contains?|has|is|shows?|states?|uses|line \d+:)\b/i.test(text);

async function checkFunction(
  { name, path: given }: { readonly name: string; readonly path: string },
  desk: Desk,
): Promise<Outcome | undefined> {
  const parsed = parsePath(given);
  const path =
    parsed === undefined ? undefined : (changedPath(desk, parsed) ?? (parsed.includes('/') ? parsed : undefined));
  if (path === undefined) return undefined;
  const source = `git grep -n ${name} ${short(desk.commit.sha)} -- ${path}`;
  let read = 0;
  for (const revision of revisionsOf(desk)) {
    const lines = await desk.lines(revision, path);
    if (lines === undefined) continue;
    read += 1;
    if (occurs(lines.text, name)) return right('the file has that name', source);
  }
  if (read === 0) return unknown('the file could not be read', source);
  return wrong('the file does not have that name', source);
}

/** `Line 225: code` where no path stands beside it: the one file that the commit changes. */
function loneLines(sentence: Sentence): readonly Statement[] {
  const quotes = [...sentence.text.matchAll(/`([^`]{4,300})`/g)].map((match) => match[1]).filter(isCode);
  return [...sentence.text.matchAll(LINE)].map((match): Statement => {
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    const quote = quotes.length === 1 ? quotes[0] : undefined;
    return {
      kind: 'place',
      what: `line${to === from ? '' : 's'} ${from}${to === from ? '' : `-${to}`}${quote === undefined ? '' : ` \`${quote}\``}`,
      check: (desk) => checkLone({ from, to, quote }, sentence, desk),
    };
  });
}

async function checkLone(
  { from, to, quote }: Omit<Lines, 'path'>,
  sentence: Sentence,
  desk: Desk,
): Promise<Outcome | undefined> {
  if (aboutOf(sentence, desk).kind !== 'own') return undefined;
  const files = desk.patch?.files ?? [];
  const path = files.length === 1 ? (files[0].newPath ?? files[0].oldPath) : undefined;
  if (path === undefined) return unknown('it does not say of which file', 'the text itself');
  return checkLines({ path, from, to, quote }, sentence, desk);
}
