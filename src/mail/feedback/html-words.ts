/** Elements of which nothing is a word of the writer. */
const SILENT = /^<(style|script|head)(?=[\s/>])/i;
const QUOTE = /^<blockquote(?=[\s/>])/i;
const BREAK = /^<(?:br|\/p|\/div|\/li|\/tr)(?=[\s/>])/i;
/** Longest beginning of a tag that these look at. */
const TAG_START = 16;

/** Plain words of HTML, quotes marked. One pass: a tag that never ends, thousands of times, takes no longer than others. */
export function readHtml(html: string): string {
  const find = makeFinder(html);
  const words: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const close = open === -1 ? -1 : html.indexOf('>', open);
    if (close === -1) break;
    const tag = html.slice(open, Math.min(close + 1, open + TAG_START));
    words.push(html.slice(at, open), sayTag(tag));
    const silent = SILENT.exec(tag)?.[1];
    at = (silent === undefined ? undefined : find(silent.toLowerCase(), close + 1)) ?? close + 1;
  }
  words.push(html.slice(at));
  return decodeEntities(words.join(''));
}

const sayTag = (tag: string): string =>
  QUOTE.test(tag) ? '\n-----Original Message-----\n' : BREAK.test(tag) ? '\n' : '';

/** Finds where an element ends; what is not found once is not looked for again. */
function makeFinder(html: string): (name: string, from: number) => number | undefined {
  const absent = new Set<string>();
  return (name, from) => {
    if (absent.has(name)) return undefined;
    const end = new RegExp(String.raw`</${name}\s*>`, 'gi');
    end.lastIndex = from;
    if (end.exec(html) !== null) return end.lastIndex;
    absent.add(name);
    return undefined;
  };
}

const decodeEntities = (text: string): string =>
  text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
