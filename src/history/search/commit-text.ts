import type { Patch } from '../../git/index.ts';
import { FIELD, fieldOf, FIELD_COUNT } from '../../models/index.ts';
import type { CommitText } from '../../models/index.ts';
import { buildMaskedBody, buildMaskedSubject } from './masked-message.ts';
import { extractTermTexts } from './terms.ts';
import type { CommitMessage } from './terms.ts';

const MAX_MESSAGE = 4000;
const MAX_PATHS = 32;
const MAX_IDENTIFIERS = 64;

/** What an embedder that reads text is given: the masked message, paths, functions and then names by how often. */
export const buildCommitText = (commit: CommitMessage, patch: Patch | undefined): CommitText => {
  const body = buildMaskedBody(commit.body).trim();
  const subject = buildMaskedSubject(commit.subject);
  const paths = patch?.files.map((file) => file.newPath ?? file.oldPath ?? '').filter((path) => path !== '') ?? [];
  return {
    message: (body === '' ? subject : `${subject}\n\n${body}`).slice(0, MAX_MESSAGE),
    paths: paths.slice(0, MAX_PATHS),
    identifiers: patch === undefined ? [] : listIdentifiers(commit, patch),
  };
};

const listIdentifiers = (commit: CommitMessage, patch: Patch): string[] => {
  const { terms, texts } = extractTermTexts(commit, patch);
  const byField: { readonly text: string; readonly count: number }[][] = Array.from({ length: FIELD_COUNT }, () => []);
  terms.hashes.forEach((term, i) => byField[fieldOf(term)].push({ text: texts.get(term)!, count: terms.counts[i] }));
  for (const list of byField) list.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  const names = [...byField[FIELD.functionName], ...byField[FIELD.identifier]].map((entry) => entry.text);
  return [...new Set(names)].slice(0, MAX_IDENTIFIERS);
};
