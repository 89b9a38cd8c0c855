/** Blanks of every width, marks that take no room, and dashes that are hyphens. */
const plainCharacters = (text: string): string =>
  text
    .replaceAll(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll(/[\u2010\u2011]/g, '-');

/** What stands in backticks and is no code: ids, branches, versions, trailers, sizes. */
const NO_CODE =
  /^(?:[0-9a-f]{7,40}|(?:origin\/|stable\/)?(?:linux-|stable-|staging-)v?\d[\w.]*|(?:RELEASE-|v)?\d{1,4}(?:\.\d{1,4}){1,2}(?:\.[xy])?(?:-stable|[.-]?rc\d{1,2})?|[+-]?\d{1,6} (?:insertions?|deletions?|lines?|files?)\b[\w ,()+-]{0,80}|\+\d{1,6}[ ,/]{0,3}-\d{1,6}|(?:[A-Z][a-z]+(?:-[a-z]+)*-by|Fixes|Cc)(?::|: [^`]{1,160})?)$/;
const LINK = /\[([^[\]\n]{1,200})\]\((https?:\/\/[^\s()]{1,400})\)/g;
const ADDRESS = /<?https?:\/\/[^\s<>()"'`\]]{1,400}>?/g;
const ID_IN_LINK = /(?:[?&;]id=|\/(?:commits?|c|rev|ci)\/(?:\?id=)?)([0-9a-f]{7,40})(?![0-9a-f])/;
const LINES_IN_LINK =
  /\/(?:blob\/[^/]{1,80}|tree|plain|src\/\w+\/[^/]{1,80})\/([\w./+-]{3,200})(?:\?[^#]{0,100})?#(?:n|L)(\d{1,6})(?:-L?(\d{1,6}))?$/;
const ELSEWHERE = /\b(github|gitlab)\b/;

/** A link as words: the commit or the lines that it leads to. */
function sayLink(address: string): string | undefined {
  const lines = LINES_IN_LINK.exec(address.replace(/>$/, ''));
  if (lines !== null) return `${lines[1]}:${lines[2]}${lines[3] === undefined ? '' : `-${lines[3]}`}`;
  const id = ID_IN_LINK.exec(address)?.[1];
  return id === undefined ? undefined : `commit ${id}${sayHost(address)}`;
}

/** Two of the hosts hold everybody's repositories: the commit may be one of another project. */
const sayHost = (address: string): string => {
  const host = ELSEWHERE.exec(address)?.[1];
  return host === undefined ? '' : ` at ${host}`;
};

function plainLink(words: string, address: string): string {
  const id = ID_IN_LINK.exec(address)?.[1];
  if (id !== undefined && [...words.matchAll(/[0-9a-f]{7,40}/g)].some(([named]) => id.startsWith(named))) return words;
  const said = sayLink(address);
  if (said === undefined) return words;
  return said.startsWith(words) ? said : `${words} (${said})`;
}

const ID = '[0-9a-f]{7,40}';
/** Words in bold or italics beside an id are its subject as much as words in quotation marks. */
const NAMED = [
  new RegExp(`\\*{1,2}([^*"“”\\n]{8,200})\\*{1,2}(?=[ ,(:–—-]{1,3}(?:commit )?${ID})`, 'g'),
  new RegExp(`(?<=${ID}[) ,(:–—-]{1,4})\\*{1,2}([^*"“”\\n]{8,200})\\*{1,2}`, 'g'),
];
const EMPHASIS: readonly RegExp[] = [
  /\*{2,3}([^*\n]{1,400})\*{2,3}/g,
  /(?<![\w*\\/])\*(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![\w*])/g,
  /(?<!\w)__(?=[^\s_])([^_\n]{1,200} [^_\n]{1,200})__(?!\w)/g,
  /(?<!\w)_(?=[A-Za-z"“‘'])([^_\n]{3,400})_(?!\w)/g,
];
const SINGLE: readonly RegExp[] = [
  /‘((?:[^‘’"“”]|’(?=\p{L})){8,600})’/gu,
  /(?<![\w'])'(?=\S)((?:[^'"“”]|(?<=\w)'(?=\w)){8,600})(?<=\S)'(?![\w'])/g,
];

const plainWords = (text: string): string => {
  let plain = text.replaceAll(/[„»]([^„“”«»"]{1,600})[“«]/g, '“$1”').replaceAll(/«([^«»"“”]{1,600})»/g, '“$1”');
  for (const pattern of NAMED) plain = plain.replaceAll(pattern, '“$1”');
  for (const pattern of EMPHASIS)
    plain = plain.replaceAll(pattern, (whole, words: string) => {
      const slanted = !/^[*_]{2}/.test(whole) && words.split(' ').length >= 5 && plain.length > whole.length + 8;
      return slanted && !/["“”]/.test(words) ? `“${words}”` : words;
    });
  for (const pattern of SINGLE)
    plain = plain.replaceAll(pattern, (whole, words: string) => (words.split(' ').length < 3 ? whole : `“${words}”`));
  return plain;
};

const ROLES: Readonly<Record<string, string>> = { R: 'Reviewed', A: 'Acked', T: 'Tested', 'S-o': 'Signed-off' };

/** A paragraph without the marks of markdown, with one kind of quotation marks, and links and short forms as words. Code in backticks stays. */
export function plainText(text: string): string {
  return plainCharacters(text)
    .replaceAll(/`([^`\n]{1,200})`/g, (ticked, code: string) => (NO_CODE.test(code) ? code : ticked))
    .replaceAll(LINK, (_, words: string, address: string) => plainLink(words, address))
    .replaceAll(ADDRESS, (address) => sayLink(address) ?? address)
    .split(/(`[^`\n]{1,400}`)/)
    .map((part, at) => (at % 2 === 1 ? part : plainWords(part)))
    .join('')
    .replaceAll(/\b(R|A|T|S-o)-?[bB]\b(?!-)/g, (_, short: string) => `${ROLES[short]}-by`);
}
