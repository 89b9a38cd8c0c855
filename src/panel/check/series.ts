import type { Desk } from './desk.ts';
import { right, unknown, wrong } from './say.ts';
import { aboutOf, inSentences, isConditional, type Statement } from './statement.ts';

const PLACE =
  /(?:\b(?:patch|part|piece|number|commit|no\.|#)\s*(?:is\s+)?(\d{1,3})\s*(?:\/|of|out of)\s*(?:a\s+|an?\s+)?(\d{1,3})\b(?![-/]|\.\d)|\[(?:RFC |RESEND )?PATCH[^\]]{0,40}?\b(\d{1,3})\/(\d{1,3})\]|\b(\d{1,3})\/(\d{1,3}) (?:of|in) (?:a|the|this|its) (?:\w+ )?series)/gi;

/** `patch 3 of 5`: against what the facts know of how it was posted. */
export const seriesStatements = inSentences((sentence) =>
  [...sentence.text.matchAll(PLACE)].map((match): Statement => {
    const [part, of] = [match[1] ?? match[3] ?? match[5], match[2] ?? match[4] ?? match[6]].map(Number);
    return {
      kind: 'series',
      what: `part ${part} of ${of}`,
      check: async (desk) =>
        isConditional(sentence.text) || aboutOf(sentence, desk).kind !== 'own' ? undefined : check(part, of, desk),
    };
  }),
);

/** The words of the fact about the posting, see the series facts of the evidence. */
const POSTED = /\bposted as part (\d+) of (\d+)\b/;

function check(part: number, of: number, { facts }: Desk) {
  for (const { says, source } of facts) {
    const posted = POSTED.exec(says);
    if (posted === null) continue;
    const why = `it was posted as part ${posted[1]} of ${posted[2]}`;
    return Number(posted[1]) === part && Number(posted[2]) === of ? right(why, source) : wrong(why, source);
  }
  if (part > of || part === 0) return wrong('there is no such part', 'the text itself');
  return unknown('no mail of its posting is known', 'an archive of list mail');
}
