import type { Desk } from './desk.ts';
import { guard, type Sentence } from './prose.ts';
import { fitsPerson, NAME, NO_PERSON, splitNames } from './names.ts';
import { partsIn } from './people-cues.ts';
import { isWished, polarityAt } from './polarity.ts';
import { listed, quoted, right, showMessage, short, unknown, wrong } from './say.ts';
import { aboutOf, inSentences, isConditional, isHedged, type Statement } from './statement.ts';
import { fixesTagsIn, otherTagsIn, type SaidTag } from './tags.ts';
import { parseMessage } from '../../git/index.ts';
import type { Outcome } from './types.ts';

const ROLE =
  '([Rr]eviewed|[Aa]cked|[Tt]ested|[Rr]eported|[Ss]uggested|[Ss]igned-off|[Cc]o-developed|[Dd]ebugged|[Dd]iagnosed)';
/** With the hyphen it names the trailer, without it tells what somebody did. */
const TRAILER = new RegExp(
  `\\b${ROLE}-by\\b[\`"']?(?: tags?| trailers?| line)?:?[\`"']?\\s*(?:tags? |trailers? )?(?:(?:is|are|was|comes|came) )?(?:from|of|by|is|names)?:?\\s*[\`"']?((?:${NAME})(?:(?:, | and |, and )(?:${NAME})){0,3})`,
  'gu',
);
/** The person before the trailer: `A Person gave a Reviewed-by`. */
const GIVEN = new RegExp(
  `(${NAME}) (?:has |have |also )?(?:gave|gives|given|provided|provides|offered|added|adds|left|sent|supplied) (?:an?|his|her|their|the) [\`"']?${ROLE}-by\\b`,
  'gu',
);
const DEED = new RegExp(
  `\\b((?:[Rr]eviewed|[Aa]cked|[Tt]ested|[Rr]eported|[Ss]uggested|[Ss]igned[- ]off))(?: (?:and|\\/) (?:tested|acked|reviewed|reported|suggested))? by (?:the )?(?:(?:subsystem |driver |original |kernel )?(?:maintainers?|author|reporter|developer|syzbot maintainer),? )?((?:${NAME})(?:(?:, | and |, and )(?:${NAME})){0,3})`,
  'gu',
);
export const trailerStatements = inSentences((sentence) => [
  ...peopleIn(sentence, TRAILER, true),
  ...peopleIn(sentence, DEED, false),
  ...givenIn(sentence),
  ...otherPeopleIn(sentence),
  ...tagsIn(sentence),
]);

/** `Reviewed-by from A and B`: one statement each. */
function peopleIn(sentence: Sentence, pattern: RegExp, named: boolean): readonly Statement[] {
  return [...sentence.text.matchAll(pattern)].flatMap((match) => {
    const role = match[1].toLowerCase().replace(' ', '-');
    const denied = /\b(?:no|not|without|lacks?|n't|missing)\s+(?:an? |any |explicit |formal )*$/i.test(
      sentence.text.slice(0, match.index),
    );
    const behind = sentence.text.slice(match.index + match[0].length);
    if (denied || NO_PERSON.test(behind)) return [];
    return splitNames(match[2]).map((name): Statement => ({
      kind: 'trailer',
      what: `${role}-by ${name}`,
      check: (desk) => checkPerson({ role, name, named, sentence }, desk),
    }));
  });
}

const givenIn = (sentence: Sentence): readonly Statement[] =>
  [...sentence.text.matchAll(GIVEN)].map(([, name, role]) => ({
    kind: 'trailer',
    what: `${role.toLowerCase()}-by ${name}`,
    check: (desk) => checkPerson({ role: role.toLowerCase(), name, named: true, sentence }, desk),
  }));

/** A person anywhere near the words for a trailer. */
const otherPeopleIn = (sentence: Sentence): readonly Statement[] =>
  partsIn(sentence.text).flatMap(({ part: role, name, named, cue }): Statement[] => {
    const polarity = polarityAt(sentence.text, cue.from, cue.to);
    if (role === 'author' || role === 'sender' || polarity === 'open') return [];
    return [
      {
        kind: 'trailer',
        what: `${polarity === 'no' ? 'no ' : ''}${role}-by ${name}`,
        check: (desk) => checkPerson({ role, name, named, sentence, denied: polarity === 'no' }, desk),
      },
    ];
  });

interface Person {
  readonly role: string;
  readonly name: string;
  /** The text names the trailer, not only the deed. */
  readonly named: boolean;
  readonly sentence: Sentence;
  readonly denied?: boolean;
}

async function checkPerson(
  { role, name, named, sentence, denied = false }: Person,
  desk: Desk,
): Promise<Outcome | undefined> {
  const message = await messageOf(sentence, desk);
  if (message === undefined || isWished(guard(sentence.text))) return undefined;
  const { trailers, source, prose } = message;
  const people = trailers.filter(({ key }) => hasRole(key, role)).map(({ value }) => value);
  const found = people.find((person) => fitsPerson(name, person));
  if (found !== undefined) return (denied ? wrong : right)(`the message has ${role}-by: ${quoted(found)}`, source);
  if (denied) return right(`the message has no ${role}-by of that name`, source);
  if (!named && (!/[\s@]/.test(name) || prose.includes(name.split(' ')[0])))
    return unknown('no trailer says so; the text of the message may', source);
  return wrong(
    people.length === 0
      ? `the message has no ${role}-by`
      : `the message has ${role}-by ${listed(people.map((person) => quoted(person)))}`,
    source,
  );
}

/** `Reported-and-tested-by` is both. */
const hasRole = (key: string, role: string): boolean => {
  const parts = key.toLowerCase().replace(/-by$/, '');
  return parts === role || (parts.includes('-and-') && parts.split('-and-').includes(role));
};

const tagsIn = (sentence: Sentence): readonly Statement[] => [
  ...fixesTagsIn(sentence.text).map((said): Statement => ({
    kind: 'trailer',
    what: said.text,
    check: (desk) => checkTag(said, sentence, desk),
  })),
  ...otherTagsIn(sentence.text).map((said): Statement => ({
    kind: 'trailer',
    what: said.text,
    check: (desk) => checkOther(said, upTo(sentence, said.text), desk),
  })),
];

/** What follows does not bear on what is said: `has a tag, as one would expect`. */
const upTo = (sentence: Sentence, said: string): Sentence => ({
  ...sentence,
  text: sentence.text.slice(0, sentence.text.replaceAll('’', "'").indexOf(said) + said.length),
});

const checkOther = async (said: SaidTag, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> =>
  isConditional(guard(sentence.text)) || isHedged(guard(sentence.text)) ? undefined : checkTag(said, sentence, desk);

async function checkTag({ tag, there }: SaidTag, sentence: Sentence, desk: Desk): Promise<Outcome | undefined> {
  const message = await messageOf(sentence, desk);
  if (message === undefined) return undefined;
  const { trailers, source } = message;
  const found = trailers.filter(({ key, value }) => {
    if (tag === 'fixes') return /^fixes$/i.test(key);
    return tag === 'stable' ? /^cc$/i.test(key) && /stable/i.test(value) : hasRole(key, tag);
  });
  const why =
    found.length === 0
      ? 'the message has no such trailer'
      : `the message has ${quoted(`${found[0].key}: ${found[0].value}`)}`;
  return found.length > 0 === there ? right(why, source) : wrong(why, source);
}

interface Message {
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
  readonly prose: string;
  readonly source: string;
}

/** The message that a sentence speaks of; undefined when that cannot be told. */
async function messageOf(sentence: Sentence, desk: Desk): Promise<Message | undefined> {
  const about = aboutOf(sentence, desk);
  if (about.kind === 'unclear') return undefined;
  if (about.kind === 'own')
    return { trailers: desk.says.trailers, prose: proseOf(desk.commit.body), source: showMessage(desk.commit.sha) };
  const found = await desk.find(about.id);
  if (found.kind !== 'found') return undefined;
  const { subject, body } = found.commit;
  return {
    trailers: parseMessage(subject, body).trailers,
    prose: proseOf(body),
    source: `git show -s ${short(about.id)}`,
  };
}

const proseOf = (body: string): string =>
  body
    .split('\n')
    .filter((line) => !/^[\w-]+: /.test(line))
    .join('\n');
