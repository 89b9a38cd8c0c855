import type { Desk } from './desk.ts';
import { guard, type Sentence } from './prose.ts';
import { fitsPerson, NAME, splitNames } from './names.ts';
import { listed, quoted, right, showMessage, short, unknown, wrong } from './say.ts';
import { aboutOf, inSentences, isConditional, isHedged, type Statement } from './statement.ts';
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
const ABSENT = new RegExp(
  `\\b(?:no|without(?: an?| any)?|lacks?(?: an?| any)?|lacking(?: an?| any)?|missing(?: an?| any)?|(?:does not|doesn't|do not|did not) (?:have|carry|contain|include|bear)(?: an?| any)?|neither|nor|absence of(?: an?| any)?|there (?:is|are) no) (?:explicit |formal |proper |\\w+ )?[\`"']?(Fixes:?|Cc:? ?(?:<?stable(?:@vger\\.kernel\\.org)?>?)|stable|${ROLE.slice(1, -1)}-by:?)[\`"']?(?: (?:tags?|trailers?|lines?|markers?|references?|marking|annotation))?(?![-\\w])`,
  'gi',
);
const PRESENT = new RegExp(
  `\\b(?:has|have|carries|carry|contains?|includes?|bears?|with|comes with|there (?:is|are)|supplie[sd]|supplied|provide[sd]|shows?|sees?|finds?|gives?|gave|adds?|added|lists?|holds?|uses?|names?) (?:an?|the|its|both|one|proper|two) (?:explicit |formal |proper |valid |clear |correct )?[\`"']?(Fixes:?|Cc:? ?(?:<?stable(?:@vger\\.kernel\\.org)?>?)|${ROLE.slice(1, -1)}-by:?)[\`"']? (?:tags?|trailers?|lines?)(?![-\\w])`,
  'gi',
);
const TAGGED =
  /\b(not |never |n't |isn't |wasn't )?(?:explicitly |already |specifically |properly |even |been |being )*(?:tagged|marked|cc'?d|nominated|annotated) (?:explicitly )?(?:for (?:the )?stable|(?:with|to|as) `?(?:Cc: ?)?<?stable)|\b(no |without |lacks |not )?(?:has |have |carries |with |includes )(?:an? |the )?(?:explicit )?`?Cc:? ?<?stable/gi;

export const trailerStatements = inSentences((sentence) => [
  ...peopleIn(sentence, TRAILER, true),
  ...peopleIn(sentence, DEED, false),
  ...givenIn(sentence),
  ...tagsIn(sentence),
]);

/** `Reviewed-by from A and B`: one statement each. */
function peopleIn(sentence: Sentence, pattern: RegExp, named: boolean): readonly Statement[] {
  return [...sentence.text.matchAll(pattern)].flatMap((match) => {
    const role = match[1].toLowerCase().replace(' ', '-');
    const denied = /\b(?:no|not|without|lacks?|n't|missing)\s+(?:an? |any |explicit |formal )*$/i.test(
      sentence.text.slice(0, match.index),
    );
    if (denied) return [];
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

interface Person {
  readonly role: string;
  readonly name: string;
  /** The text names the trailer, not only the deed. */
  readonly named: boolean;
  readonly sentence: Sentence;
}

async function checkPerson({ role, name, named, sentence }: Person, desk: Desk): Promise<Outcome | undefined> {
  const message = await messageOf(sentence, desk);
  if (message === undefined || isConditional(guard(sentence.text))) return undefined;
  const { trailers, source, prose } = message;
  const people = trailers.filter(({ key }) => hasRole(key, role)).map(({ value }) => value);
  if (people.some((person) => fitsPerson(name, person)))
    return right(
      `the message has ${role}-by: ${quoted(people.find((person) => fitsPerson(name, person)) ?? '')}`,
      source,
    );
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

function tagsIn(sentence: Sentence): readonly Statement[] {
  const text = sentence.text.replaceAll('’', "'");
  const absent = [...text.matchAll(ABSENT)].map((match) => ({ tag: match[1], there: false, text: match[0] }));
  const present = [...text.matchAll(PRESENT)].map((match) => ({ tag: match[1], there: true, text: match[0] }));
  const tagged =
    absent.length > 0 || present.length > 0
      ? []
      : [...text.matchAll(TAGGED)].map((match) => ({
          tag: 'stable',
          there: (match[1] ?? match[2]) === undefined,
          text: match[0],
        }));
  return [...absent, ...present, ...tagged].map(({ tag, there, text: said }) => ({
    kind: 'trailer',
    what: said,
    check: (desk: Desk) => checkTag({ tag, there, sentence: upTo(sentence, said) }, desk),
  }));
}

/** What follows does not bear on what is said: `has a tag, as one would expect`. */
const upTo = (sentence: Sentence, said: string): Sentence => ({
  ...sentence,
  text: sentence.text.slice(0, sentence.text.replaceAll('’', "'").indexOf(said) + said.length),
});

interface Tag {
  readonly tag: string;
  readonly there: boolean;
  readonly sentence: Sentence;
}

async function checkTag({ tag, there, sentence }: Tag, desk: Desk): Promise<Outcome | undefined> {
  const message = await messageOf(sentence, desk);
  if (message === undefined || isConditional(guard(sentence.text)) || isHedged(guard(sentence.text))) return undefined;
  const { trailers, source } = message;
  const kind = /fixes/i.test(tag) ? 'fixes' : /stable/i.test(tag) ? 'stable' : tag.toLowerCase().replace(/-by:?$/, '');
  const found = trailers.filter(({ key, value }) => {
    if (kind === 'fixes') return /^fixes$/i.test(key);
    return kind === 'stable' ? /^cc$/i.test(key) && /stable/i.test(value) : hasRole(key, kind);
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
