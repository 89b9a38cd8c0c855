import type { Sha } from '../../git/index.ts';
import type { NumberedFact, RawCitation } from '../types.ts';
import { checkBranch, sayPredicate } from './branches.ts';
import { checkCommit } from './commits.ts';
import { hasPatch, type Desk } from './desk.ts';
import { checkLine, changedPath, parsePath, revisionsOf } from './places.ts';
import { quoted, right, short, showMessage, showPatch, unknown, wrong } from './say.ts';
import { occurs, squeeze } from './squeeze.ts';
import { checkVersion } from './versions.ts';
import type { KindCheck, Outcome } from './types.ts';

/** Looks up what one citation names. */
export async function checkCitation(citation: RawCitation, desk: Desk): Promise<KindCheck> {
  switch (citation.kind) {
    case 'fact':
      return {
        kind: 'fact',
        what: `fact ${citation.number}${sayQuote(citation.quote)}`,
        ...checkFact(citation, desk.facts),
      };
    case 'commit':
      return {
        kind: 'commit',
        what: `commit ${quoteId(citation.id)}${sayQuote(citation.subject)}`,
        ...(await checkId(citation, desk)),
      };
    case 'line':
      return {
        kind: 'place',
        what: `${clean(citation.path)}:${citation.line}${sayQuote(citation.quote)}`,
        ...(await checkPlace(citation, desk)),
      };
    case 'branch':
      return {
        kind: 'branch',
        what: `${clean(citation.branch)}: ${sayPredicate(citation.says)}`,
        ...(await checkBranch(citation, desk)),
      };
    case 'version':
      return {
        kind: 'version',
        what: `the ${citation.of} came in ${clean(citation.version)}`,
        ...checkVersion(citation, desk),
      };
    case 'quote':
      return {
        kind: 'quote',
        what: `the ${citation.of} says ${quoted(citation.quote, 80)}`,
        ...checkQuote(citation, desk),
      };
  }
}

const sayQuote = (quote: string | undefined): string => (quote === undefined ? '' : ` (${quoted(quote, 80)})`);
const clean = (text: string): string => quoted(text, 120).slice(1, -1);
const quoteId = (id: string): string => clean(id.slice(0, 12));

function checkFact(
  { number, quote }: RawCitation & { readonly kind: 'fact' },
  facts: readonly NumberedFact[],
): Outcome {
  const fact = facts.find((known) => known.number === number);
  if (fact === undefined) return wrong(`there is no fact ${number}`, `${facts.length} facts were given`);
  if (quote === undefined || quote.trim() === '') return right(`it says ${quoted(fact.says)}`, fact.source);
  const texts = [fact.text, fact.says, fact.source].map(squeeze);
  if (texts.some((text) => occurs(text, quote))) return right('the fact has these words', fact.source);
  return wrong('the fact does not have these words', fact.source);
}

async function checkId({ id, subject }: RawCitation & { readonly kind: 'commit' }, desk: Desk): Promise<Outcome> {
  const digits = id.trim().toLowerCase();
  if (!/^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/.test(digits))
    return wrong('that is no commit id: 7 to 40 hex digits', 'the text itself');
  const claim = { id: digits, subject: subject?.trim() || undefined, called: true, foreign: false };
  return (await checkCommit(claim, desk)) ?? unknown('it is not in this repository', `git show -s ${short(digits)}`);
}

async function checkPlace(
  { path, line, revision, quote }: RawCitation & { readonly kind: 'line' },
  desk: Desk,
): Promise<Outcome> {
  const parsed = parsePath(path);
  if (parsed === undefined) return wrong('that is no path inside of the project', 'the text itself');
  const named = changedPath(desk, parsed) ?? parsed;
  const revisions = revision === undefined ? revisionsOf(desk).slice(0, 1) : await revisionNamed(revision, desk);
  if (revisions.length === 0) return wrong(`there is no revision ${quoted(revision ?? '', 60)}`, 'git rev-parse');
  return checkLine({ path: named, from: line, to: line, quote: quote?.trim() || undefined }, desk, revisions);
}

/** Letters that names of revisions have; nothing that begins like an option, no expressions that walk or search. */
const REVISION = /^[A-Za-z0-9][\w./+~^-]{0,120}$/;

async function revisionNamed(revision: string, desk: Desk): Promise<readonly Sha[]> {
  const name = revision.trim();
  if (!REVISION.test(name) || name.includes('..')) return [];
  const sha = await desk.repository.resolve(name);
  return sha === undefined ? [] : [sha];
}

function checkQuote({ of, quote }: RawCitation & { readonly kind: 'quote' }, desk: Desk): Outcome {
  const source = of === 'message' ? showMessage(desk.commit.sha) : showPatch(desk.commit.sha);
  if (quote.trim() === '') return wrong('the quote is empty', source);
  if (of === 'message')
    return occurs(desk.squeezedMessage, quote)
      ? right('the message has these words', source)
      : wrong('the message does not have these words', source);
  if (inPatch(desk, quote)) return right('the patch has these words', source);
  if (!hasPatch(desk)) return unknown('the patch could not be read whole', source);
  return wrong('the patch does not have these words', source);
}

/** In the lines of either side, or as a diff prints them, signs and all. */
export const inPatch = ({ newSide, oldSide, patchText }: Desk, quote: string): boolean =>
  occurs(newSide, quote) || occurs(oldSide, quote) || occurs(patchText, quote);
