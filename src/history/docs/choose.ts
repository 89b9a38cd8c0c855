/** Documents that are read at most, and bytes of them all. */
export const MAX_DOCUMENTS = 600;

const DOCUMENT = /\.(?:md|markdown|rst|txt|adoc|asciidoc|pandoc)$/i;
const PLACE = /(?:^|\/)(?:docs?|documentation|documents?|process|contributing|maintainers?|\.github)\//i;
const NAMED =
  /^(?:contributing|maintainers?|hacking|readme|security|support|release[\w-]*|stable[\w-]*|backport\w*|coding[\w-]*|development|submitting[\w-]*)\b/i;
const FOREIGN =
  /(?:^|\/)(?:translations|testdata|tests?|third[_-]?party|vendor|node_modules|licen[cs]es?|rel_notes|release[_-]notes|devicetree\/bindings|dts)\//i;

/**
 * The repository's documents among its paths, those first that a judgement needs most: what stable branches take, what maintainers and
 * contributors are asked to keep, then documentation of any kind. At most {@link MAX_DOCUMENTS}.
 */
export function chooseDocuments(paths: readonly string[]): {
  readonly chosen: readonly string[];
  readonly leftOut: number;
} {
  const ranked = paths.flatMap((path) => {
    const rank = rankOf(path);
    return rank === undefined ? [] : [{ path, rank }];
  });
  ranked.sort(
    (a, b) => a.rank - b.rank || a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1),
  );
  return {
    chosen: ranked.slice(0, MAX_DOCUMENTS).map(({ path }) => path),
    leftOut: Math.max(0, ranked.length - MAX_DOCUMENTS),
  };
}

/** Undefined for what is no document. */
function rankOf(path: string): number | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const document = DOCUMENT.test(name);
  const named = NAMED.test(name) && (document || !name.includes('.'));
  if ((!document && !named) || FOREIGN.test(path)) return undefined;
  if (/stable|backport|\blts\b|regression|security/i.test(path) && (PLACE.test(path) || named)) return 0;
  if (/maintain|contribut|process\/|submitting|patches|release/i.test(path)) return 1;
  if (PLACE.test(path) || named) return 2;
  return 3;
}
