import type { Candidate, CommitRow } from '../../history/resolve/index.ts';
import type { Resolved } from '../../run/references/resolve.ts';
import type { Format } from './arguments.ts';

export interface Style {
  readonly format: Format;
  /** What stands before the id in an address; only of use with the format `url`. */
  readonly url: string;
}

/** Kernel style: as many digits as its documentation asks for. */
const SHORT = 12;
const LISTED = 10;

/** Terminal escapes of a hostile subject do not reach the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');

export function renderCommit({ sha, subject }: CommitRow, { format, url }: Style): string {
  if (format === 'short') return sha.slice(0, SHORT);
  if (format === 'fixes') return `Fixes: ${sha.slice(0, SHORT)} ("${printable(subject)}")`;
  return format === 'url' ? `${url}${sha}` : sha;
}

/** What a person should know about an answer, on stderr; empty when the id was simply right. */
export function renderRemark({ resolution, asked }: Resolved): string {
  if (resolution.kind !== 'resolved') {
    const list = resolution.candidates.slice(0, LISTED).map(renderCandidate);
    const more = resolution.candidates.length - list.length;
    const rest = more > 0 ? [`  and ${more} more`] : [];
    return [`git-resolve: ${printable(resolution.why)}${adviceFor(resolution.kind)}`, ...list, ...rest].join('\n');
  }
  if (resolution.by === 'id' && resolution.confidence === 'sure') return '';
  const other = resolution.by === 'id' ? '' : ` (${printable(resolution.commit.subject)})`;
  const given = asked.id ?? 'the subject';
  return `git-resolve: ${resolution.confidence}: ${given} is ${resolution.commit.sha.slice(0, SHORT)}${other}: ${printable(resolution.why)}`;
}

function adviceFor(kind: Resolved['resolution']['kind']): string {
  if (kind === 'repairable') return '; --force takes it';
  if (kind === 'contradiction') return '; --trust-id takes the id';
  return '';
}

const renderCandidate = ({ commit, why }: Candidate): string =>
  `  ${commit.sha.slice(0, SHORT)} ${renderDay(commit.time)} ("${printable(commit.subject)}") ${commit.mainline ? '' : 'not on mainline, '}${why}`;

const renderDay = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

/** One answer as JSON on one line. */
export function renderAnswer({ asked, resolution, repo }: Resolved): string {
  const found = resolution.kind === 'resolved' ? resolution : undefined;
  return JSON.stringify({
    asked: { id: asked.id ?? null, subject: asked.subject ?? null },
    kind: resolution.kind,
    ...(found === undefined
      ? {
          candidates:
            resolution.kind === 'resolved'
              ? []
              : resolution.candidates.map((each) => ({ ...buildCommit(each.commit), why: each.why })),
        }
      : {
          ...buildCommit(found.commit),
          confidence: found.confidence,
          by: found.by,
          given: found.given === undefined ? null : buildCommit(found.given),
        }),
    why: resolution.why,
    repository: repo,
  });
}

const buildCommit = ({ sha, subject, time, mainline }: CommitRow) => ({
  id: sha,
  subject,
  date: new Date(time * 1000).toISOString(),
  mainline,
});
