import { followUpsOf, type FollowUp } from '../../evidence/index.ts';
import type { Desk } from './desk.ts';
import { guard, type Sentence } from './prose.ts';
import { day, listed, right, short, unknown, wrong } from './say.ts';
import { idsIn, inSentences, isHedged, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

type Saying = 'no fix' | 'no revert' | 'fixed' | 'reverted' | 'neither';

const OWN = '(?:this|it|the) ?(?:commit|patch|fix|change|one|itself)?';
const SAYINGS: readonly (readonly [Saying, RegExp])[] = [
  [
    'neither',
    /\b(?:no|without(?: any)?|zero|not? (?:\w+ )?any) (?:known |later |subsequent |pending |further |reported )*(?:follow-?ups?|follow-?up (?:commits?|fix(?:es)?)|regressions?,? (?:fix(?:es)?|or reverts?)|fix(?:es)? or reverts?|reverts? or (?:follow-?up )?fix(?:es)?)\b/i,
  ],
  [
    'no fix',
    /\b(?:no|without(?: any)?|zero) (?:known |later |subsequent |follow-?up |further )+(?:fix(?:es)?|bug-?fix(?:es)?|corrections?|commits? (?:fix|name|repair)\w*(?: it)?)\b|\b(?:no|nothing) (?:later |other )?(?:commit |mainline commit )?(?:fixes|repairs|corrects|names) (?:this|it)\b|\bno (?:commit|fix) (?:has )?(?:a )?`?Fixes:?`? (?:tag )?(?:pointing (?:to|at)|naming|for|referencing) (?:this|it)\b|\bhas not needed (?:any )?(?:later |follow-?up )?fix/i,
  ],
  [
    'no revert',
    /\b(?:no|without(?: any| a)?|never|not|n't|hasn't|nor)(?: (?:been|later|known|subsequent|was|since|a))* revert(?:s|ed)?\b/i,
  ],
  [
    'reverted',
    new RegExp(
      `\\b(?:was|has been|been|is|got) (?:later |subsequently |since |then |already |eventually |itself )*reverted\\b|\\b(?:later|subsequently) reverted\\b|\\breverted (?:by|in) (?:commit )?\`?[0-9a-f]{7}|\\brevert(?:s|ed) ${OWN}\\b`,
      'i',
    ),
  ],
  [
    'fixed',
    new RegExp(
      `\\b(?:was|has been|is|needed|got|needs) (?:later |subsequently |since |then |itself |a )*(?:fixed(?: up)?|corrected|repaired|amended|follow-?up fix(?:es)?)\\b[^.;]{0,40}?\\b(?:by|in|from)\\b (?:commit )?\`?[0-9a-f]{7}|\\b[0-9a-f]{7,40}\`?[^.;]{0,120}?\\b(?:later |subsequently )?(?:fixes|fixed|repairs|corrects|is a (?:follow-?up )?fix (?:for|to|of)) ${OWN}\\b|\\bfollow-?up(?: fix)?[ :,(]*(?:commit )?\`?[0-9a-f]{7}`,
      'i',
    ),
  ],
];

export const followUpStatements = inSentences((sentence) => {
  const read = guard(sentence.text).replaceAll('’', "'");
  const found = SAYINGS.find(([saying, pattern]) =>
    pattern.test(saying === 'fixed' || saying === 'reverted' ? sentence.text.replaceAll('`', '') : read),
  );
  if (found === undefined) return [];
  const [saying] = found;
  return [
    {
      kind: 'follow-up',
      what: sentence.text.slice(0, 160),
      check: async (desk: Desk) => check(saying, sentence, desk),
    },
  ] satisfies readonly Statement[];
});

function check(saying: Saying, { text }: Sentence, desk: Desk): Outcome | undefined {
  const { history, row, asOf, commit } = desk;
  if (
    /\b(?:if|can|could|would|should|easily|must|to be|may|need to be|unless|until)\b[^.;]{0,40}revert|\?\s*$/i.test(
      text,
    )
  )
    return undefined;
  const ids = idsIn(text).filter((id) => !commit.sha.startsWith(id));
  const passive =
    /\breverts? (?:of )?(?:commit )?`?[0-9a-f]{7}/i.test(text) ||
    /\bthis (?:commit|patch|change)? ?(?:reverts?|is a revert)/i.test(text);
  const own = /\bthis (?:patch|commit|fix|change)\b[^.;]{0,40}\b(?:fix|repair|correct|mend|revert)/i.test(text);
  if (passive || own) return undefined;
  const source = `git log --grep ${short(commit.sha)} ${history.mainline.ref}`;
  if (row === undefined) return unknown('this commit is not in the index', source);
  const later = followUpsOf({ history, row, asOf }).filter(({ depth }) => depth === 1);
  const reverts = later.filter(({ kind }) => kind === 'revert');
  const fixes = later.filter(({ kind }) => kind === 'fix');
  switch (saying) {
    case 'neither':
      return ids.length > 0 ? undefined : none(later, desk, source);
    case 'no fix':
      return ids.length > 0 ? undefined : none(fixes, desk, source);
    case 'no revert':
      return ids.length > 0 ? undefined : none(reverts, desk, source);
    case 'reverted':
      return some({ ids, found: reverts, deed: 'reverts', text }, desk, source);
    case 'fixed':
      return some({ ids, found: fixes, deed: 'names this one as fixed', text }, desk, source);
  }
}

function none(found: readonly FollowUp[], { asOf, history }: Desk, source: string): Outcome {
  if (found.length === 0) return right(`none is known by ${day(asOf)}`, source);
  return wrong(
    `there is ${listed(found.map(({ row, kind }) => `${short(history.commits[row].sha)} (${kind})`))}`,
    source,
  );
}

interface Some {
  readonly ids: readonly string[];
  readonly found: readonly FollowUp[];
  readonly deed: string;
  readonly text: string;
}

function some({ ids, found, deed, text }: Some, { history }: Desk, source: string): Outcome | undefined {
  const shas = found.map(({ row }) => history.commits[row].sha);
  const [id] = ids;
  if (id !== undefined) {
    if (shas.some((sha) => sha.startsWith(id))) return right(`${short(id)} ${deed}`, source);
    const known = shas.length === 0 ? 'nothing does' : `${listed(shas.map(short))} does`;
    return ids.length > 1 ? undefined : wrong(`${short(id)} is not known to; ${known}`, source);
  }
  if (isHedged(text)) return undefined;
  if (shas.length > 0) return right(`${listed(shas.map(short))} ${deed}`, source);
  return /\b(?:this|it|the) (?:commit|patch|fix|change|was|has)\b/i.test(text)
    ? wrong('no commit is known that does', source)
    : undefined;
}
