import type { Desk } from './desk.ts';
import { fitsPerson, NAME, sharesWord, splitNames } from './names.ts';
import { partsIn } from './people-cues.ts';
import { isWished, polarityAt } from './polarity.ts';
import { guard, type Sentence } from './prose.ts';
import { quoted, right, showMessage, unknown, wrong } from './say.ts';
import { commitOf } from './spoken-of.ts';
import { inSentences, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

const AUTHOR: readonly RegExp[] = [
  new RegExp(
    `\\b(?:[Aa]uthored|[Ww]ritten|[Dd]eveloped|[Cc]oded) by (?:the )?(?:[\\w-]+ (?:maintainer|developer),? )?(${NAME})`,
    'gu',
  ),
  new RegExp(
    `\\b(?:[Tt]he |[Ii]ts )?(?:[Pp]atch |[Cc]ommit )?[Aa]uthor(?: is| was|:|,| of (?:the|this) (?:patch|commit|fix|change):| of this (?:commit|patch|fix) is) (${NAME})`,
    'gu',
  ),
  new RegExp(`(${NAME}) (?:is|was) the author\\b(?! of (?:that|the original))`, 'gu'),
  new RegExp(`(${NAME}) (?:authored|wrote|developed) (?:this|the) (?:patch|commit|fix|change)`, 'gu'),
  new RegExp(
    `\\b(?:[Pp]atch|[Cc]ommit|[Ff]ix) (?:is )?(?:by|from) (${NAME})(?= (?:fixes|addresses|adds|removes|corrects|changes|in|on)\\b|[,.;]|$)`,
    'gu',
  ),
];

/** Who sent a patch on may be another one than its author. */
const SENDER = new RegExp(
  `\\b(?:[Cc]omes|[Cc]ontributed|[Ss]ubmitted|[Ss]ent|[Pp]osted|[Pp]rovided|[Pp]repared|[Cc]reated) (?:by|from) (${NAME})`,
  'gu',
);

interface Author {
  readonly name: string;
  readonly sender: boolean;
  /** Where the name ends. */
  readonly to: number;
}

const namesIn = (text: string, patterns: readonly RegExp[], sender: boolean): readonly Author[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) =>
      polarityAt(text, match.index, match.index + match[0].length) !== 'yes'
        ? []
        : splitNames(match[1])
            .slice(0, 1)
            .map((name) => ({ name, sender, to: match.index + match[0].length })),
    ),
  );

export const authorStatements = inSentences((sentence) => {
  const { text } = sentence;
  const known = [...namesIn(text, AUTHOR, false), ...namesIn(text, [SENDER], true)];
  const others = partsIn(text)
    .filter(
      ({ part, name }) => (part === 'author' || part === 'sender') && !known.some((said) => said.name.includes(name)),
    )
    .filter(({ cue }) => polarityAt(text, cue.from, cue.to) === 'yes')
    .map(({ name, part, to }) => ({ name, sender: part === 'sender', to }));
  return [...known, ...others]
    .filter(({ name }) => !/^(?:The|This|It|A|An|In|And|Stable|Linux|Mainline|Commit|Upstream|Greg KH's)$/.test(name))
    .map((said): Statement => ({
      kind: 'author',
      what: `author ${said.name}`,
      check: (desk) => checkAuthor(said, sentence, desk),
    }));
});

async function checkAuthor({ name, sender, to }: Author, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const commit = await commitOf(sentence, desk);
  if (commit === undefined || isWished(guard(sentence.text.slice(0, to)))) return undefined;
  const author = `${commit.author.name} <${commit.author.email}>`;
  const source = showMessage(commit.sha);
  if (fitsPerson(name, author)) return right(`the author is ${quoted(author)}`, source);
  if (sender && (sentence.text.includes('-by') || fitsPerson(name, commit.body))) return undefined;
  if (sharesWord(name, author) || !/[\s@]/.test(name)) return unknown(`the author is ${quoted(author)}`, source);
  return wrong(`the author is ${quoted(author)}`, source);
}
