import type { EntryMatch } from '../maintainers-match.ts';
import { commitAt } from '../question.ts';
import { areaOf, prefixOf, recordArea, type AreaRecord, type MaintainersView } from '../subsystem.ts';
import type { Finding, Question } from '../types.ts';
import { dayOf, DAY, listWords, plural, quoteText, shortId } from '../words.ts';

export interface SubsystemQuestion extends Question {
  /** Undefined where the project has no such file. */
  readonly maintainers?: MaintainersView | undefined;
}

/** Where in the project the commit belongs, how busy it is there, and what stable branches took from there so far. */
export function subsystemFacts(question: SubsystemQuestion): readonly Finding[] {
  const { history, row, asOf } = question;
  const commit = commitAt(history, row);
  const area = areaOf(commit.paths);
  const { all, authors } = recordArea(history, area, asOf);
  return [
    sayPlace(question, area),
    ...sayRecord(all, question),
    ...sayAuthor(authors.get(commit.authorEmail), question, area),
  ];
}

function sayPlace({ history, row, maintainers }: SubsystemQuestion, area: string): Finding {
  const commit = commitAt(history, row);
  const [entry] = maintainers?.index.match({ paths: commit.paths }) ?? [];
  if (entry !== undefined && maintainers !== undefined) return sayEntry(entry, maintainers, commit.paths.length);
  const prefix = prefixOf(commit.subject);
  const named = prefix === undefined ? '' : `; its subject calls it "${quoteText(prefix, 40)}"`;
  const why = maintainers === undefined ? 'no list of maintainers was read' : 'no entry of MAINTAINERS covers it';
  return {
    kind: 'subsystem',
    says: `Belongs to ${sayArea(area)}${named} (${why}).`,
    source: `git show --stat ${shortId(commit.sha)}`,
    weighs: 'neutral',
  };
}

function sayEntry({ entry, covers, pattern }: EntryMatch, { place }: MaintainersView, files: number): Finding {
  const status = entry.status === '' ? '' : `, ${quoteText(entry.status, 40)}`;
  const people =
    entry.maintainers.length === 0
      ? 'it names no maintainer'
      : `maintained by ${listWords(
          entry.maintainers.map((name) => quoteText(name, 60)),
          3,
        )}`;
  const lists =
    entry.lists.length === 0
      ? ''
      : `; lists ${listWords(
          entry.lists.map((list) => quoteText(list, 60)),
          3,
        )}`;
  return {
    kind: 'subsystem',
    says: `${quoteText(entry.title, 80)}${status}: ${people}${lists} (line ${entry.line} of MAINTAINERS, "${quoteText(pattern, 60)}", covers ${covers} of ${plural(files, 'file')}).`,
    source: `git show ${place}`,
    weighs: 'neutral',
  };
}

const sayArea = (area: string): string => (area === '' ? 'the top folder' : `${quoteText(area, 80)}/`);

/** Below this many decided commits a share says nothing. */
const ENOUGH = 8;

function sayRecord(record: AreaRecord, question: Question): Finding[] {
  if (record.lastYear + record.decided === 0) return [];
  const share =
    record.decided < ENOUGH
      ? `${record.taken} of ${record.decided}`
      : `${record.taken} of ${record.decided} (${percent(record)} %)`;
  const back = record.takenBack === 0 ? '' : `, and took ${record.takenBack} back again`;
  return [
    {
      kind: 'subsystem-record',
      says: `${sayArea(record.area)}: ${plural(record.lastYear, 'commit')} with most files there in the year before ${dayOf(question.asOf)}; of those of two years whose decision is known stable branches took ${share}${back}; ${plural(record.reverts, 'revert')}. ${LISTS_MORE}`,
      source: sourceOf(record.area, question),
      weighs: 'neutral',
    },
  ];
}

function sayAuthor(own: AreaRecord | undefined, question: Question, area: string): Finding[] {
  const commit = commitAt(question.history, question.row);
  if (own === undefined) return [];
  const says = `${quoteText(commit.authorName, 60)} has ${plural(own.lastYear, 'commit')} of the last year with most files in ${sayArea(area)}; of ${own.decided} whose decision is known stable branches took ${own.taken}. ${LISTS_MORE}`;
  return [{ kind: 'subsystem-author', says, source: sourceOf(area, question, commit.authorEmail), weighs: 'neutral' }];
}

const percent = ({ taken, decided }: AreaRecord): number => Math.round((100 * taken) / Math.max(1, decided));

/** git cannot count the files of a commit: who checks the numbers must know. */
const LISTS_MORE = 'The command lists two years, with every commit that has a file there.';

/** A command that a reader can run; folder and author are left out where their names would not be safe in a shell. */
function sourceOf(area: string, { history, asOf }: Question, author = ''): string {
  const path = /^[\w][\w./-]*$/.test(area) ? ` -- ${area}` : '';
  const by = /^[\w][\w.@+-]*$/.test(author) ? ` --author=${author}` : '';
  return `git log --oneline --no-merges${by} --since=${dayOf(asOf - 730 * DAY)} --until=${dayOf(asOf)} ${shortId(history.mainline.tip)}${path}`;
}
