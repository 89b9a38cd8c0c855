import { checkCommit } from './commits.ts';
import type { Desk } from './desk.ts';
import { quoted, right, short, showMessage, unknown, wrong } from './say.ts';
import { aboutOf, inSentences, isConditional, type Statement } from './statement.ts';
import { subjectFits } from './subjects.ts';
import type { Sentence } from './prose.ts';
import type { Outcome } from './types.ts';

const LINE =
  /\bFixes:\s*(?:commit )?[`"']*([0-9a-f]{7,40})\b[`]*(?:\s*\(\s*["“'‘]{1,2}([^"”]{3,300}?(?:"[^"]{1,200}"[^"]{0,80})?)["”'’]{1,2}\s*\))?/g;

/** `Fixes: <id> ("subject")` in the text: the message of this commit has that line. */
export const fixesStatements = inSentences((sentence) =>
  [...sentence.text.matchAll(LINE)].map((match): Statement => ({
    kind: 'fixes',
    what: `Fixes: ${short(match[1])}${match[2] === undefined ? '' : ` (${quoted(match[2], 80)})`}`,
    check: (desk) => check({ id: match[1], subject: match[2]?.trim() }, sentence, desk),
  })),
);

interface Named {
  readonly id: string;
  readonly subject: string | undefined;
}

async function check({ id, subject }: Named, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const source = showMessage(desk.commit.sha);
  const line = desk.says.fixes.find((fix) => fix.id !== undefined && (fix.id.startsWith(id) || id.startsWith(fix.id)));
  if (line !== undefined) {
    if (
      subject === undefined ||
      line.subject === undefined ||
      subjectFits(subject, line.subject) ||
      subjectFits(line.subject, subject)
    )
      return right('the message has that line', source);
    return wrong(`the message gives it the subject ${quoted(line.subject)}`, source);
  }
  const alone = { ...sentence, text: sentence.text.replace(LINE, ''), before: undefined };
  const own =
    aboutOf(alone, desk).kind === 'own' &&
    !isConditional(alone.text) &&
    !/\b(?:should|missing|lacks?|implicit|equivalent|proposed|suggest)/i.test(alone.text);
  if (own)
    return wrong(
      desk.says.fixes.length === 0
        ? 'the message has no Fixes line'
        : `the message has ${quoted(`Fixes: ${desk.says.fixes[0].raw}`)}`,
      source,
    );
  return (
    (await checkCommit({ id, subject, called: true, foreign: false }, desk)) ??
    unknown('it is not in this repository', source)
  );
}
