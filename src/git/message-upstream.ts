import type { UpstreamReference } from './types.ts';

/** One id, or several: `a, b and c`. */
const ids =
  '([0-9a-f]{7,64}\\b(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*,\\s*and\\s+|\\s+)(?:commit\\s+)?[0-9a-f]{7,64}\\b){0,200})';

/** Where a copied commit lies, as people put it before its id. */
const origin = '(?:upstream|stable|mainline|master|unstable|xen-unstable|staging|the)';
const noun = '(?:(?:commits?:?|c/s)\\s+|https?://\\S+/commit/)?';

interface Style {
  readonly style: UpstreamReference['style'];
  readonly pattern: RegExp;
}

/**
 * The ways in which keepers of stable branches name the commit that they copy, as seen on Linux, DPDK, Xen and
 * systemd. All but `cherry picked from` stand at the beginning of a line. Mercurial ids (`changeset: 22751:…`) look
 * like ours and are none.
 */
const styles: readonly Style[] = [
  {
    style: 'upstream-commit-brackets',
    pattern: new RegExp(`^[ \\t]*\\[\\s*upstream(?=\\s)\\s*(?:(?:commits?|fix)\\s*)?(?::\\s*)?${ids}`, 'gim'),
  },
  { style: 'commit-upstream', pattern: new RegExp(`^[ \\t]*(?:[[(]\\s*)?commits?\\s+${ids}\\s+upstream\\b`, 'gim') },
  {
    style: 'upstream-commit',
    pattern: new RegExp(`^[ \\t]*\\(?(?:this is )?(?:an? )?upstream\\s+commits?(?:\\s+id)?(?:\\s*:)?\\s+${ids}`, 'gim'),
  },
  {
    style: 'backported-from',
    pattern: new RegExp(`\\bback-?ported\\s+from\\s+(?:${origin}\\s+)*${noun}${ids}`, 'gi'),
  },
  {
    style: 'backport-of',
    pattern: new RegExp(`\\bback-?port\\s+of\\s+(?:${origin}\\s+)*${noun}${ids}`, 'gi'),
  },
  {
    style: 'cherry-picked-from',
    pattern: new RegExp(`cherry[- ]?pick(?:ed)?\\s+(?:from|of)\\s+(?:${origin}\\s+)*${noun}${ids}`, 'gi'),
  },
  {
    style: 'master-commit',
    pattern: new RegExp(`^[ \\t]*master[ -](?:commits?|changesets?)(?:-id)?\\s*:\\s*${ids}`, 'gim'),
  },
];

const quick = /upstream|cherry|master|back-?port/i;

/** What git appends, glued onto a subject when the picked message had a single paragraph without an empty line. */
const gluedOn = /\(cherry picked from commit [0-9a-f]{7,64}\)/g;

/**
 * The commits that this one says it copies, each once, in order of style and place. Of a subject only the line that
 * git itself appends counts: `Fix backport of 3f00c5faa12a` is no copy of that commit.
 */
export function parseUpstream(subject: string, body: string): readonly UpstreamReference[] {
  const glued = subject.match(gluedOn);
  return parseReferences(glued === null ? body : `${body}\n${glued.join('\n')}`);
}

function parseReferences(body: string): readonly UpstreamReference[] {
  if (!quick.test(body)) return [];
  const found = new Map<string, UpstreamReference>();
  for (const { style, pattern } of styles) {
    for (const match of body.matchAll(pattern)) {
      for (const [id] of match[1].matchAll(/[0-9a-f]{7,64}\b/gi)) {
        const lowered = id.toLowerCase();
        if (!found.has(lowered)) found.set(lowered, { id: lowered, style, raw: match[0].trim() });
      }
    }
  }
  return [...found.values()];
}
