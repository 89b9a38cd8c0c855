/** Letters of other alphabets that look like Latin ones, in the order of {@link LATIN}. */
const LOOKALIKES = 'аеорсухіјѕԁһӏкмтвнαεορνικτυχ';
const LATIN = 'aeopcyxijsdhlkmtbhaeopviktux';
const latinOf = new Map([...LOOKALIKES].map((letter, at) => [letter, LATIN[at]]));

/** Digits that stand for letters inside of words. */
const digitOf = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }),
);

const unseen = /[\p{Cc}\p{Cf}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|<u\+[0-9a-f]{4,6}>/gu;
const tags = /[\u{E0020}-\u{E007E}]|<U\+E00([2-7][0-9A-F])>/gu;

/** A line as a hurried reader takes it: lower case, without marks of comments and mails, one space between words. */
export const foldText = (line: string): string =>
  lowerSeen(line)
    .replace(/^[\s>+\-*/#;|]+/, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s*/]+$/, '')
    .trim();

const plainLine = /^[\x20-\x7e\t]*$/;

/** Most lines are plain, and lower case is all that they need; a tab is white space and stays one. */
const lowerSeen = (line: string): string => {
  const plain = plainLine.test(line) && !line.includes('<U+') && !line.includes('<u+');
  return plain ? line.toLowerCase() : line.normalize('NFKC').toLowerCase().replace(unseen, '');
};
const codedRun = /[A-Za-z0-9+/]{24,}={0,2}/g;
const digitInWord = /[a-z][0134578@$]|[0134578@$][a-z]/;
const spacedWord = /(?:\b[a-z][ ._-]){4,}[a-z]\b/;

/** The line as it stands and as it may be meant: without veils of hidden tag letters, lookalikes, digits, gaps and codings. */
export function listReadings(line: string, plain = foldText(line)): readonly string[] {
  const readings = [plain];
  if (!plainLine.test(line) || line.includes('<U+E00')) readings.push(readTags(line), mapLetters(plain, latinOf));
  if (digitInWord.test(plain))
    readings.push(
      plain.replace(/[a-z0-9@$]+/g, (word) =>
        /^(?=.{4})(?=.*[a-z].*[a-z])/.test(word) ? mapLetters(word, digitOf) : word,
      ),
    );
  if (spacedWord.test(plain)) readings.push(foldText(line.toLowerCase().replace(/\b(\w)[ ._-](?=\w\b)/g, '$1')));
  if (/vtaber|qvfertneq/.test(plain)) readings.push(rotate(plain));
  if (line.length >= 24) readings.push(...decodeRuns(line));
  return readings.filter((reading) => reading !== '');
}

const mapLetters = (text: string, map: ReadonlyMap<string, string | undefined>): string =>
  [...text].map((letter) => map.get(letter) ?? letter).join('');

/** Unicode tag characters are ASCII that no screen shows. */
function readTags(line: string): string {
  const found = [...line.matchAll(tags)].map(([letter, hex]) =>
    String.fromCodePoint(hex === undefined ? letter.codePointAt(0)! - 0xe0000 : Number.parseInt(hex, 16)),
  );
  return found.length < 4 ? '' : foldText(found.join(''));
}

const rotate = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));

/** Base64 runs that hold plain text. */
function decodeRuns(line: string): readonly string[] {
  return [...line.matchAll(codedRun)].slice(0, 8).flatMap(([run]) => {
    const text = Buffer.from(run, 'base64').toString('latin1');
    return /^[\x20-\x7e\s]+$/.test(text) ? [foldText(text)] : [];
  });
}
