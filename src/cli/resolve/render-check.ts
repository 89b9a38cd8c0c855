import { renderReference } from '../../history/resolve/check/index.ts';
import type { CheckedReference, Worth } from '../../history/resolve/check/index.ts';
import type { CommitRow } from '../../history/resolve/index.ts';
import type { CheckedPlace } from '../../run/references/check-references.ts';
import { plural } from '../../plural.ts';

/** Where the text comes from: a commit, or a file by its name. */
export interface Source {
  readonly name: string;
  readonly commit: string | undefined;
}

const SHORT = 12;
const LISTED = 5;
const LONGEST = 120;

const dayOf = ({ time }: CommitRow): string => new Date(time * 1000).toISOString().slice(0, 10);

const printable = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '?')
    .trim();

/** What is amiss with one reference, in the form in which compilers name places. */
export function renderFinding({ name }: Source, place: CheckedPlace): string {
  const { verdict, found } = place.checked;
  const said = [verdict.worth === 'right' ? '' : verdict.why, ...verdict.notes]
    .filter((part) => part !== '')
    .join('; ');
  const head = `${printable(name)}:${place.line}: ${verdict.worth}: ${written(place)}: ${printable(said)}`;
  const lines = [head];
  if (showsRight(place.checked) && verdict.commit !== undefined)
    lines.push(
      `    ${verdict.sure ? 'should be' : 'may be'}: ${printable(renderReference(place.text, found, verdict.commit))}`,
    );
  else
    for (const { commit, why } of verdict.candidates.slice(0, LISTED))
      lines.push(
        `    may be: ${commit.sha.slice(0, SHORT)} ("${printable(commit.subject)}"), ${dayOf(commit)}: ${printable(why)}`,
      );
  const more = verdict.candidates.length - LISTED;
  if (lines.length > LISTED && more > 0) lines.push(`    and ${more} more`);
  return lines.join('\n');
}

const showsRight = ({ verdict }: CheckedReference): boolean => verdict.worth === 'wrong' || verdict.notes.length > 0;

function written({ text, checked: { found } }: CheckedPlace): string {
  const end = found.subject?.at === undefined ? found.idAt[1] : found.subject.end;
  const said = printable(text.slice(found.idAt[0], end));
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
}

/** One reference as JSON on one line. */
export function renderPlace({ name, commit }: Source, place: CheckedPlace, fixed: boolean): string {
  const { found, verdict } = place.checked;
  return JSON.stringify({
    ...(commit === undefined ? { file: name } : { commit }),
    line: place.line,
    style: found.style,
    id: found.id,
    subject: found.subject?.text ?? null,
    worth: verdict.worth,
    why: verdict.why,
    means: verdict.commit === undefined ? null : buildCommit(verdict.commit),
    sure: verdict.sure,
    should_be:
      showsRight(place.checked) && verdict.commit !== undefined
        ? printable(renderReference(place.text, found, verdict.commit))
        : null,
    candidates: verdict.candidates.map((each) => ({ ...buildCommit(each.commit), why: each.why })),
    notes: verdict.notes,
    fixed,
  });
}

const buildCommit = ({ sha, subject, mainline }: CommitRow) => ({ id: sha, subject, mainline });

const ORDER: readonly Worth[] = ['right', 'wrong', 'ambiguous', 'external', 'unknown'];

/** `12 references: 10 right, 1 wrong, 1 external; 1 rewritten`. */
export function renderCounts(counts: ReadonlyMap<Worth, number>, fixed: number): string {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = ORDER.flatMap((worth) => (counts.has(worth) ? [`${counts.get(worth)} ${worth}`] : []));
  const kinds = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${plural(all, 'reference')}${kinds}${fixed === 0 ? '' : `; ${fixed} rewritten`}`;
}
