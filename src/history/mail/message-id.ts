/** RFC 5322 ids as they are found: printable ASCII with one `@`, no brackets, no white space. */
const id = /[^\s<>"'()\\,;]{1,250}@[^\s<>"'()\\,;@/]{1,250}/;
const bracketed = /<([^\s<>]{1,500})>/g;
const printable = /^[\x21-\x7e]+$/;

/** The id in a Message-Id header; undefined when there is none that could be named again. */
export function parseMessageId(value: string): string | undefined {
  return parseMessageIds(value).at(0) ?? keep(value.trim());
}

/** Ids of an In-Reply-To or References header, in order; words around them are passed over. */
export function parseMessageIds(value: string): readonly string[] {
  return [...value.slice(0, 20_000).matchAll(bracketed)].flatMap(([, inner = '']) => keep(inner) ?? []);
}

const keep = (text: string): string | undefined =>
  text.length <= 500 && printable.test(text) && !/[<>]/.test(text) ? text : undefined;

/** Trailers whose value names the mail that a commit came from. Reports and bugs are named by other keys. */
const naming = new Set(['link', 'links', 'message-id', 'patchwork', 'lore', 'submitted-at']);

/**
 * Message ids that a commit names as its own mail, in order: a bare id, or the last part with an `@` of an archive's
 * address (`lore.kernel.org/r/<id>`, `patch.msgid.link/<id>`, `inbox.dpdk.org/dev/<id>/`).
 */
export function findMailIds(trailers: readonly (readonly [key: string, value: string])[]): readonly string[] {
  const found = trailers.flatMap(([key, value]) => (naming.has(key) ? (readNamedId(value) ?? []) : []));
  return [...new Set(found)];
}

function readNamedId(value: string): string | undefined {
  const address = /https?:\/\/[^/\s]+\/(\S+)/i.exec(value)?.[1];
  const text = address === undefined ? value : lastIdPart(address);
  const match = id.exec(text)?.[0];
  return match === undefined ? undefined : keep(match);
}

function lastIdPart(path: string): string {
  const parts = path.replace(/[?#].*$/, '').split('/');
  return decode(parts.findLast((part) => /@|%40/i.test(part)) ?? '');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
