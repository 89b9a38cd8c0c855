import { findBySubject, listCandidates, SAYS } from './by-subject.ts';
import { findOriginals } from './mainline.ts';
import { relateSubjects } from './relate.ts';
import type {
  Candidate,
  CommitRow,
  CommitTable,
  Confidence,
  Reference,
  Relation,
  Resolution,
  ResolveRules,
} from './types.ts';

/** So many commits of one short id are looked at. */
const MOST = 4096;
/** From so many digits on real commits never share an id by chance. */
const SAFE_DIGITS = 7;
const SAME: readonly Relation[] = ['exact', 'folded'];

/** Which commit a reference means, as far as one history can tell. Never one of several without saying so. */
export function resolveReference(table: CommitTable, reference: Reference, rules: ResolveRules): Resolution {
  const { id, subject } = reference;
  const named = id === undefined ? [] : visible(table.withPrefix(id, MOST), rules);
  if (named.length > 0 && id !== undefined) {
    return subject === undefined
      ? chooseByIdAlone({ table, rules }, { id, named })
      : chooseByBoth({ table, rules }, { id, named, subject, reference });
  }
  if (subject === undefined) return unknown(id === undefined ? 'nothing was named' : `no commit has the id ${id}`);
  const found = chooseBySubject({ table, rules }, reference, subject);
  if (id === undefined || rules.force || found.kind !== 'resolved') return withMissingId(found, id);
  return {
    kind: 'repairable',
    why: `no commit has the id ${id}, but the subject names one`,
    candidates: [{ commit: found.commit, why: found.why }],
  };
}

interface Asking {
  readonly table: CommitTable;
  readonly rules: ResolveRules;
}

const visible = (rows: readonly CommitRow[], { all }: ResolveRules): readonly CommitRow[] =>
  all ? rows : rows.filter(({ elsewhere }) => !elsewhere);

const unknown = (why: string): Resolution => ({ kind: 'unknown', why, candidates: [] });

function withMissingId(found: Resolution, id: string | undefined): Resolution {
  if (id === undefined) return found;
  const why = `no commit has the id ${id}; ${found.why}`;
  return { ...found, why };
}

function chooseByIdAlone(
  asking: Asking,
  { id, named }: { readonly id: string; readonly named: readonly CommitRow[] },
): Resolution {
  const [only] = named;
  if (named.length === 1)
    return answerMapped(asking, only, {
      confidence: id.length >= SAFE_DIGITS ? 'sure' : 'likely',
      why: id.length === only.sha.length ? 'the id is whole' : 'the only commit whose id begins so',
    });
  return {
    kind: 'ambiguous',
    why: `${named.length === MOST ? `at least ${MOST}` : named.length} commits have an id that begins with ${id}`,
    candidates: listCandidates(named, `its id begins with ${id}`),
  };
}

interface BothNamed {
  readonly id: string;
  readonly named: readonly CommitRow[];
  readonly subject: string;
  readonly reference: Reference;
}

function chooseByBoth(asking: Asking, { id, named, subject, reference }: BothNamed): Resolution {
  const related = named.map((commit) => ({ commit, ...relateSubjects(subject, commit.subject) }));
  const same = related.filter(({ relation }) => SAME.includes(relation));
  const near = related.filter(({ relation }) => relation !== 'different');
  const fitting = same.length > 0 ? same : near;
  if (fitting.length === 1) {
    const { commit, relation } = fitting[0];
    // A short id may fit by chance, a weak likeness too.
    const weak = !SAME.includes(relation) && relation !== 'pattern' && id.length < SAFE_DIGITS;
    return answerMapped(asking, commit, {
      confidence: weak ? 'likely' : 'sure',
      why: `its id begins with ${id} and it ${SAYS[relation]}`,
    });
  }
  if (fitting.length > 1)
    return chooseAmong(
      asking,
      fitting.map(({ commit }) => commit),
      `its id begins with ${id} and its subject fits`,
    );
  if (asking.rules.trustId && named.length === 1)
    return answerMapped(asking, named[0], {
      confidence: 'likely',
      why: `its id begins with ${id}; the subject was not believed`,
    });
  const bySubject = chooseBySubject(asking, reference, subject);
  const others =
    bySubject.kind === 'resolved' ? [{ commit: bySubject.commit, why: bySubject.why }] : bySubject.candidates;
  // Digits of a few places fit some commit by chance: then the id says nothing and the subject decides, on request.
  const byId = listCandidates(named.slice(0, 8), `its id begins with ${id}`);
  return { kind: 'contradiction', why: describeContradiction({ id, named, others }), candidates: [...byId, ...others] };
}

function describeContradiction(found: {
  id: string;
  named: readonly CommitRow[];
  others: readonly Candidate[];
}): string {
  const { id, named, others } = found;
  const one = named.length === 1;
  const byId = one
    ? `the id ${id} is that of "${named[0].subject}"`
    : `none of ${named.length} commits whose id begins with ${id} has this subject`;
  if (others.length === 0)
    return `${byId}${one ? ', which is not the subject given,' : ''} and no other commit has that subject`;
  const [first] = others;
  const rest = others.length === 1 ? '' : ` or of ${others.length - 1} more`;
  return `${byId}, but the subject is that of ${first.commit.sha.slice(0, 12)} ("${first.commit.subject}")${rest}`;
}

function chooseBySubject(asking: Asking, reference: Reference, subject: string): Resolution {
  const hits = findBySubject(asking.table, subject);
  const commits = visible(hits.commits, asking.rules);
  if (commits.length === 0) return unknown('no commit has this subject');
  const early =
    reference.before === undefined ? commits : commits.filter(({ time }) => time <= (reference.before ?? 0));
  const rows = early.length > 0 ? early : commits;
  const onMainline = rows.filter(({ mainline }) => mainline);
  const why = `it ${SAYS[hits.relation]}`;
  if (onMainline.length === 1) {
    const alone = `it is the only mainline commit that ${SAYS[hits.relation]}`;
    const unsure = early.length === 0 && reference.before !== undefined;
    return resolved(onMainline[0], { confidence: unsure ? 'likely' : hits.confidence, why: alone, by: 'subject' });
  }
  if (onMainline.length > 1) return ambiguous(onMainline, why, reference.id);
  return chooseAmong(asking, rows, why);
}

/** Several commits off mainline: one when all of them copy the same mainline commit, or when there is but one. */
function chooseAmong({ table, rules }: Asking, commits: readonly CommitRow[], why: string): Resolution {
  const mainline = commits.filter((commit) => commit.mainline);
  if (mainline.length === 1 && !rules.asGiven) {
    const others = commits.filter((commit) => !commit.mainline);
    const copies = others.every((other) =>
      findOriginals(table, other).some(({ commit }) => commit.sha === mainline[0].sha),
    );
    if (copies) return resolved(mainline[0], { confidence: 'likely', why, by: 'id' });
  }
  const originals = rules.asGiven ? [] : commits.map((commit) => findOriginals(table, commit));
  const targets = new Map(originals.flat().map((original) => [original.commit.sha, original]));
  if (targets.size === 1 && originals.every((found) => found.length > 0)) {
    const [original] = targets.values();
    return resolved(original.commit, {
      confidence: original.confidence,
      why: `${why}; ${original.why}`,
      by: 'copy',
      given: commits[0],
    });
  }
  if (commits.length === 1)
    return resolved(commits[0], { confidence: 'likely', why: `${why}; it is not on mainline`, by: 'subject' });
  return ambiguous(commits, why);
}

function ambiguous(commits: readonly CommitRow[], why: string, id?: string): Resolution {
  // An id that was cut or mistyped at its end still begins like the right one.
  const alike = id === undefined ? [] : commits.filter(({ sha }) => sharedDigits(sha, id) >= SAFE_DIGITS);
  if (alike.length === 1)
    return resolved(alike[0], {
      confidence: 'likely',
      why: `${why}, and its id begins like the one given`,
      by: 'subject',
    });
  const newest = commits.toSorted((a, b) => b.time - a.time);
  return { kind: 'ambiguous', why: `${commits.length} commits fit`, candidates: listCandidates(newest, why) };
}

function sharedDigits(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

interface Grounds {
  readonly confidence: Confidence;
  readonly why: string;
}

/** The commit, or the mainline commit that it copies. */
function answerMapped({ table, rules }: Asking, commit: CommitRow, grounds: Grounds): Resolution {
  if (commit.mainline || rules.asGiven) return resolved(commit, { ...grounds, by: 'id' });
  const originals = findOriginals(table, commit);
  if (originals.length === 0)
    return resolved(commit, {
      ...grounds,
      why: `${grounds.why}; it is not on mainline, and copies nothing there`,
      by: 'id',
    });
  if (originals.length > 1)
    return {
      kind: 'ambiguous',
      why: `${commit.sha.slice(0, 12)} is a stable commit that may copy ${originals.length} mainline commits`,
      candidates: originals.map((original) => ({ commit: original.commit, why: original.why })),
    };
  const [original] = originals;
  const confidence = grounds.confidence === 'sure' ? original.confidence : 'likely';
  return resolved(original.commit, {
    confidence,
    why: `${commit.sha.slice(0, 12)} is a stable copy of it: ${original.why}`,
    by: 'copy',
    given: commit,
  });
}

const resolved = (
  commit: CommitRow,
  how: Grounds & { readonly by: 'id' | 'copy' | 'subject'; readonly given?: CommitRow },
): Resolution => ({
  kind: 'resolved',
  commit,
  ...how,
});
