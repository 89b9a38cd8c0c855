import type { EntryMatch, MaintainersIndex } from '../evidence/index.ts';
import { listPaths, type Commit, type Patch } from '../git/index.ts';
import type { MailAddress } from './address.ts';
import { readAddress, uniteAddresses } from './address.ts';

/** Trailers whose people hear of a proposal. */
const PEOPLE = /^(cc|[a-z-]+-by|[a-z-]+-and-tested-by)$/i;

/** Addresses of the stable process itself: a tag to them is a wish, and writing to them is the sender's choice (`to`). */
const PROCESS = /^(stable|autosel|stable\+[\w.-]+)@(vger\.)?kernel\.org$|^stable@dpdk\.org$/i;

export interface RecipientsQuestion {
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly sender: MailAddress;
  readonly patch: Patch;
  readonly maintainers?: MaintainersIndex | undefined;
}

/**
 * The author and everybody in the message's trailers, each once, then who looks after the files and their lists, then `cc` and the
 * sender; nobody who is in `to` already.
 */
export function chooseRecipients(
  commit: Commit,
  { to, cc, sender, patch, maintainers }: RecipientsQuestion,
): readonly MailAddress[] {
  const author = readAddress(commit.author.email);
  const named = commit.body.split('\n').flatMap((line) => {
    const trailer = /^([A-Za-z-]+):\s*(.+)$/.exec(line);
    const address = PEOPLE.test(trailer?.[1] ?? '') ? readAddress(trailer?.[2] ?? '') : undefined;
    return address === undefined || isProcess(address) ? [] : [address];
  });
  const first = author === undefined ? [] : [{ ...author, name: commit.author.name }];
  const keepers = maintainers === undefined ? [] : findKeepers(maintainers, patch).filter((each) => !isProcess(each));
  return uniteAddresses([...first, ...named, ...keepers, ...cc, sender], to);
}

const isProcess = ({ email }: MailAddress): boolean => PROCESS.test(email);

/**
 * Maintainers, reviewers and lists of every entry that covers the patch, as `scripts/get_maintainer.pl --nogit --nogit-fallback` of
 * Linux finds them: the most specific entries first, people before lists. Nobody is named for the whole tree; its list is.
 */
export function findKeepers(maintainers: MaintainersIndex, patch: Patch): MailAddress[] {
  const matches = match(maintainers, patch);
  return uniteAddresses([...eachOnce(readPeople(matches)), ...read(matches.flatMap(({ entry }) => entry.lists))]);
}

/** The maintainers and reviewers among them, under all their addresses. */
export const findPeople = (maintainers: MaintainersIndex, patch: Patch): MailAddress[] =>
  uniteAddresses(readPeople(match(maintainers, patch)));

const match = (maintainers: MaintainersIndex, patch: Patch): readonly EntryMatch[] =>
  maintainers.match({ paths: listPaths(patch), lines: readLines(patch) });

const readPeople = (matches: readonly EntryMatch[]): MailAddress[] =>
  read(matches.flatMap(({ entry, depth }) => (depth < 0 ? [] : [...entry.maintainers, ...entry.reviewers])));

const read = (texts: readonly string[]): MailAddress[] => texts.flatMap((text) => readAddress(text) ?? []);

/** Who stands under two addresses hears once, at the first. */
function eachOnce(people: readonly MailAddress[]): MailAddress[] {
  const seen = new Set<string>();
  return people.filter(({ name }) => {
    const key = name.toLowerCase();
    return key === '' || (!seen.has(key) && seen.add(key).has(key));
  });
}

/** What the patch adds and removes. */
function readLines({ bytes, lineStart, lineEnd, lineSign }: Patch): string[] {
  const lines: string[] = [];
  for (const [at, sign] of lineSign.entries())
    if (sign !== 32) lines.push(bytes.toString('utf8', lineStart[at], lineEnd[at]));
  return lines;
}
