/** Numbers of lines and files that no known phrase takes, by the words around each. */
export interface SaidSize {
  readonly what: 'added' | 'removed' | 'changed' | 'files';
  readonly number: string;
  readonly hedge: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WORDS =
  'zero|none|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty';
const NUMBER = new RegExp(`(?<![\\w.:/#~+-])(?:(\\d{1,6})(?![\\d:%]|\\.\\d|-\\d|[-/]\\w)|\\b(${WORDS})\\b)`, 'gi');
const HEDGE =
  /\b(about|around|roughly|approximately|some|nearly|almost|circa|fewer than|less than|under|below|at most|up to|over|more than|at least|just over)(?: a| the)? $|(~)$/i;
const ADD =
  /\b(?:add(?:s|ed|ing|itions?)?|insert\w*|introduc\w*|puts? in|put in|bring(?:s|ing)?|brought|comes? in|came in|new|plus|gain(?:s|ed)?|append\w*|goes in|go in|in\b(?=\W*$))/i;
const REMOVE =
  /\b(?:remov\w*|delet\w*|drop(?:s|ped|ping)?|tak(?:es?|ing) (?:out|away)|took out|goes? out|went out|cut(?:s)?|minus|los(?:es?|ing)|lost|strip\w*|gone|goes away|less|out\b(?=\W*$))/i;
const CHANGE =
  /\b(?:chang\w*|modif\w*|touch\w*|alter\w*|edit\w*|patch|diff\w*|fix|commit|size|total|churn|affect\w*)\b/i;
const LINES =
  /^ (?:(?:new|old|actual|code|source|added|removed|inserted|deleted|changed|additional) ){0,2}(?:lines?|LOC|insertions?|deletions?|additions?|removals?)\b(?! (?:of (?:the|this|context)|each|per|limit|long|above|below|before|after|away|apart|earlier|later|further))/i;
const FILES =
  /^ (?:(?:new|different|source|separate|single|changed|touched|modified|header|driver|C) ){0,2}files?\b(?! (?:descriptor|system|handle|name|path|pointer|operation|format|size))/i;
/** Between two numbers that are told apart. */
const BORDER = /\b(?:and|while|but|whereas|versus|vs|against|then|with)\b|[,;/()]/gi;

/** Sizes of the patch that a sentence names. */
export function sizesIn(text: string): readonly SaidSize[] {
  const counts = /\b(?:lines?|LOC|insert\w*|delet\w*|addition\w*|removal\w*|diffstat|numstat|size|churn)\b/i.test(text);
  const keyed = keyedIn(text);
  if (keyed !== undefined) return [keyed];
  if (!counts && !/\bfiles?\b/i.test(text)) return [];
  return [...text.matchAll(NUMBER)].flatMap((match) => readNumber(text, match, counts) ?? []);
}

/** `files changed: 3`, `lines added: 12`, `insertions: 12`. */
function keyedIn(text: string): SaidSize | undefined {
  const found =
    /^\W*(?:the )?(?:total |number of |no\. of |count of )?((?:files?|lines?|insertions?|deletions?|additions?|removals?)(?: (?:of code|changed|touched|modified|added|inserted|new|removed|deleted|dropped|in (?:the )?(?:patch|diff|change)))?|(?:changed|touched|modified|added|removed|inserted|deleted) (?:files?|lines?))\s*(?:[:=–—]|is|are) {0,2}(\d{1,6})\W*$/i.exec(
      text,
    );
  if (found === null) return undefined;
  const [said, key, number] = found;
  const what = /file/i.test(key)
    ? 'files'
    : /add|insert|new/i.test(key)
      ? 'added'
      : /remov|delet|drop/i.test(key)
        ? 'removed'
        : 'changed';
  return { what, number, hedge: '', text: said.trim(), from: found.index, to: text.length };
}

function readNumber(text: string, match: RegExpExecArray, counts: boolean): SaidSize | undefined {
  const [said] = match;
  const [from, to] = [match.index, match.index + said.length];
  const behind = text.slice(to);
  const unit = LINES.test(behind) ? 'lines' : FILES.test(behind) ? 'files' : undefined;
  if (
    unit === undefined &&
    (!counts ||
      !/^\s*(?:$|[,.;)]|(?:go|goes|come|comes|are|is|were|was|inserted|deleted|added|removed|of them|out|in|away|lines?)\b)/i.test(
        behind,
      ))
  )
    return undefined;
  const part = partOf(text, from, to);
  const what = unit === 'files' ? (CHANGE.test(text) ? 'files' : undefined) : wayOf(part, unit === undefined);
  if (what === undefined || (/^no$/i.test(said) && unit === undefined)) return undefined;
  const hedge = HEDGE.exec(text.slice(Math.max(0, from - 20), from));
  return {
    what,
    number: /^(?:no|none)$/i.test(said) ? '0' : said,
    hedge: (hedge?.[1] ?? hedge?.[2] ?? '').toLowerCase(),
    text: part.trim(),
    from,
    to,
  };
}

function partOf(text: string, from: number, to: number): string {
  const before = Math.max(
    ...[...text.slice(0, from).matchAll(BORDER)].map((border) => border.index + border[0].length),
    0,
  );
  const behind = text.slice(to).search(/\b(?:and|while|but|whereas|versus|vs|against|then|with)\b|[,;/()]/i);
  return text.slice(before, behind < 0 ? undefined : to + behind);
}

/** Which way the lines go; a number without a unit must say so. */
function wayOf(part: string, bare: boolean): SaidSize['what'] | undefined {
  const [adds, removes] = [ADD.test(part), REMOVE.test(part)];
  if (adds !== removes) return adds ? 'added' : 'removed';
  return !bare && !adds && CHANGE.test(part) ? 'changed' : undefined;
}
