import { learnConventions, learnPrefix, parseDraft, reviewMessage } from '../message/index.ts';
import type { Context, Finding, Sample } from '../message/index.ts';

const ANNA = { authorName: 'Anna Author', authorEmail: 'anna@example.org' };
const SIGN = 'Signed-off-by: Anna Author <anna@example.org>';

/** Verbs, nouns and reasons that made-up messages are put together from. */
const VERBS = ['fix', 'add', 'remove', 'use', 'check', 'rename', 'handle', 'avoid'];
const THINGS = ['queue setup', 'ring size', 'link state', 'error path', 'reset handler', 'timer list'];

interface Style {
  /** Trailers of a fix, as the project has them. */
  readonly tail: (at: number) => readonly string[];
  readonly capital?: boolean;
}

const fixes = (at: number): string => `Fixes: ${(0x1a2b3c4d5e00 + at).toString(16)} ("net/alpha: add part ${at}")`;

const STYLES = {
  /** Trailers together, reports linked, a capital behind the prefix. */
  linked: {
    capital: true,
    tail: (at) => [
      ...(at % 2 === 0 ? [fixes(at)] : []),
      ...(at % 3 === 0 ? ['Reported-by: Rita Reporter <rita@example.org>', 'Closes: https://bugs.example.org/1'] : []),
      ...(at % 4 === 0 ? ['Cc: stable@example.org'] : []),
      ...(at % 5 === 0
        ? ['Co-developed-by: Carl Coder <carl@example.org>', 'Signed-off-by: Carl Coder <carl@example.org>']
        : []),
      SIGN,
      'Reviewed-by: Rolf Reviewer <rolf@example.org>',
    ],
  },
  /** An empty line behind Fixes and Cc, no links to reports, small letters. */
  spaced: {
    tail: (at) => [
      ...(at % 2 === 0 ? [fixes(at), 'Cc: stable@example.org', ''] : []),
      ...(at % 3 === 0 ? ['Reported-by: Rita Reporter <rita@example.org>'] : []),
      SIGN,
      'Acked-by: Rolf Reviewer <rolf@example.org>',
    ],
  },
  /** Subjects and reasons alone. */
  bare: { tail: () => [] },
} satisfies Record<string, Style>;

export type StyleName = keyof typeof STYLES;

/** The latest messages of a made-up project. */
export function makeSamples(name: StyleName, many = 240): readonly Sample[] {
  const style: Style = STYLES[name];
  return Array.from({ length: many }, (_, at) => {
    const part = at % 2 === 0 ? 'alpha' : 'beta';
    const verb = at % 2 === 0 ? 'fix' : VERBS[1 + (at % (VERBS.length - 1))];
    const shown = style.capital === true ? verb.charAt(0).toUpperCase() + verb.slice(1) : verb;
    const body = `The ${THINGS[at % THINGS.length]} fails with an error because nobody looks at the result\nof the last call (see commit ${(0xabcdef012300 + at).toString(16)} ("net/beta: add part ${at}")).`;
    return {
      ...ANNA,
      subject: `net/${part}: ${shown} the ${THINGS[at % THINGS.length]}`,
      body: `${body}\n\n${style.tail(at).join('\n')}\n`,
      paths: [`drivers/net/${part}/main.c`],
    };
  });
}

/** What a reviewer of the made-up project says of a message about `drivers/net/alpha/main.c`. */
export function reviewIn(name: StyleName, text: string, more: Partial<Context> = {}): readonly Finding[] {
  const samples = makeSamples(name);
  const own = samples.filter(({ paths }) => paths[0].includes('alpha'));
  return reviewMessage({
    draft: parseDraft(text),
    conventions: learnConventions(samples),
    prefixes: [learnPrefix('drivers/net/alpha/main.c', own)],
    paths: ['drivers/net/alpha/main.c'],
    author: ANNA,
    references: [],
    ...{ fault: undefined, stable: undefined },
    ...more,
  });
}

export const rulesIn = (name: StyleName, text: string, more: Partial<Context> = {}): readonly string[] =>
  reviewIn(name, text, more).map(({ rule }) => rule);
