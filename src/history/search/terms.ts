import type { Commit, Patch } from '../../git/index.ts';
import { FIELD, addFunctionName, addLine, addPath, addWords, hashBytes, TermCollector } from '../../models/index.ts';
import type { HashedTerms } from '../../models/index.ts';
import { buildMaskedBody, buildMaskedSubject, parseQuotedSubjects } from './masked-message.ts';

/** The terms of one commit, for the full-text half of neighbours and for the learned embedder. */
export type DocumentTerms = HashedTerms;

/** What terms need of a commit. */
export type CommitMessage = Pick<Commit, 'subject' | 'body'>;

/** Changes whenever the terms of a commit do: stored ones are then stale. */
export const TERMS_VERSION = 'terms-2';

/** Beyond these a commit only has more of the same, and a giant one would drown the others. */
const MAX_PATHS = 64;
const MAX_BODY = 8192;
const MAX_LINES_READ = 1500;
const MAX_LINES_A_FIELD = 256;
const MAX_NAMES = 400;
const MAX_LINE_BYTES = 400;

const SUBJECT_WEIGHT = 3;
const OWN_SUBJECT = 4;

/** The table that {@link extractTerms} counts in; every call leaves it empty. */
const reused = new TermCollector();

/**
 * Terms of one commit. Trailers never enter: neither the Fixes line nor Cc: stable. `patch` is undefined where it
 * could not be read; the message then stands alone. A given collector must be empty, and is so again afterwards.
 */
export const extractTerms = (
  commit: CommitMessage,
  patch: Patch | undefined,
  collector: TermCollector = reused,
): DocumentTerms => {
  addMessage(collector, commit);
  if (patch !== undefined) addPatch(collector, patch);
  return collector.take();
};

/** As {@link extractTerms}, with what each term was, for showing a person what matched. */
export const extractTermTexts = (
  commit: CommitMessage,
  patch: Patch | undefined,
): { readonly terms: DocumentTerms; readonly texts: ReadonlyMap<number, string> } => {
  const collector = new TermCollector({ texts: true });
  const terms = extractTerms(commit, patch, collector);
  return { terms, texts: collector.texts! };
};

const addMessage = (into: TermCollector, commit: CommitMessage): void => {
  const subject = buildMaskedSubject(commit.subject);
  const body = buildMaskedBody(commit.body.slice(0, MAX_BODY));
  addWords(into, Buffer.from(subject), SUBJECT_WEIGHT);
  addSubject(into, subject, OWN_SUBJECT);
  addWords(into, Buffer.from(body), 1);
  for (const quoted of parseQuotedSubjects(body)) addSubject(into, quoted, 1);
};

const addSubject = (into: TermCollector, subject: string, weight: number): void => {
  const bytes = Buffer.from(subject.toLowerCase().replace(/\s+/g, ' ').trim());
  if (bytes.length === 0) return;
  into.read(bytes);
  into.name(into.add(FIELD.subject, hashBytes(bytes, 0, bytes.length), weight), 0, bytes.length);
};

const addPatch = (into: TermCollector, patch: Patch): void => {
  let read = 0;
  let paths = 0;
  for (const file of patch.files) {
    if (paths < MAX_PATHS) {
      if (file.newPath !== undefined) addPath(into, file.newPath);
      if (file.oldPath !== undefined && file.oldPath !== file.newPath) addPath(into, file.oldPath);
      paths += 1;
    }
    for (const hunk of file.hunks) {
      if (read >= MAX_LINES_READ) break;
      if (hunk.section !== '') addFunctionName(into, hunk.section);
      const to = Math.min(hunk.to, hunk.from + MAX_LINES_READ - read);
      addLines(into, patch, { from: hunk.from, to });
      read += to - hunk.from;
    }
  }
};

const CONTEXT_WEIGHT = 1;
const REMOVED_WEIGHT = 3;

const addLines = (into: TermCollector, patch: Patch, lines: { readonly from: number; readonly to: number }): void => {
  for (let line = lines.from; line < lines.to; line += 1) {
    const sign = patch.lineSign[line];
    const field = sign === 43 ? FIELD.addedLine : FIELD.oldLine;
    const changed = sign !== 32;
    const room = into.count(field) < MAX_LINES_A_FIELD;
    const names = changed && into.count(FIELD.identifier) < MAX_NAMES;
    if (!room && !names) continue;
    const start = patch.lineStart[line];
    addLine(into, {
      bytes: patch.bytes,
      from: start,
      to: Math.min(patch.lineEnd[line], start + MAX_LINE_BYTES),
      nameWeight: names ? 1 : 0,
      field,
      weight: room ? (sign === 45 ? REMOVED_WEIGHT : CONTEXT_WEIGHT) : 0,
    });
  }
};
