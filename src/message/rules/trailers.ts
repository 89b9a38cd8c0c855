import { editDistance } from '../../nearest.ts';
import { addressOf, gapsOf, isLinkKey, isPerson, PERSON, sameAddress } from '../conventions/learn.ts';
import { isForeign } from '../conventions/foreign.ts';
import type { Conventions } from '../conventions/types.ts';
import { readKey } from '../draft.ts';
import type { Draft, Finding, TrailerLine } from '../types.ts';
import { find, hasHabit, isCustom, sayShare, shareValue, type Context, type Rule } from './context.ts';
import { checkOrder } from './order.ts';

/** Keys that everybody knows, in case a project is too young to show them. */
const KNOWN = [
  ...['Signed-off-by', 'Reviewed-by', 'Acked-by', 'Tested-by', 'Reported-by', 'Suggested-by', 'Co-developed-by'],
  ...['Fixes', 'Cc', 'Link', 'Closes'],
];

export const checkTrailers: Rule = (context) => [
  ...checkSeparated(context),
  ...checkKeys(context),
  ...checkPeople(context),
  ...checkSigners(context),
  ...checkReporter(context),
  ...checkBlocks(context),
  ...checkOrder(context),
];

function checkKeys(context: Context): Finding[] {
  const { draft } = context;
  return draft.trailers.flatMap((trailer): readonly Finding[] => {
    const line = trailer.from + 1;
    const text = draft.lines[trailer.from];
    if (isForeign(trailer.key) && !context.conventions.keys.has(trailer.key.toLowerCase()))
      return hasHabit(context, 'noForeign', 0.98)
        ? [find('trailer-foreign', 'error', { line, values: { key: trailer.key } })]
        : [];
    const meant = findKey(context.conventions, trailer.key);
    if (meant === undefined) return checkColon(trailer, { line, text });
    const better = `${meant.spelling}: ${text.slice(text.indexOf(trailer.value.split(' ')[0], trailer.key.length))}`;
    const values = { key: trailer.key, better: meant.spelling };
    return [
      find(
        meant.kind === 'case' ? 'trailer-spelling' : 'trailer-misspelt',
        meant.kind === 'case' ? 'warning' : 'error',
        { line, values, better, replaces: [trailer.from, trailer.from + 1] },
      ),
    ];
  });
}

function checkColon(
  { key, value, from }: TrailerLine,
  { line, text }: { readonly line: number; readonly text: string },
): readonly Finding[] {
  const behind = text.slice(key.length);
  if (/^:[ \t]?\S/.test(behind) && !/^:\S/.test(behind)) return [];
  return [
    find('trailer-colon', 'error', { line, values: { key }, better: `${key}: ${value}`, replaces: [from, from + 1] }),
  ];
}

interface Meant {
  readonly spelling: string;
  readonly kind: 'case' | 'letters';
}

/** The key that was meant; undefined for one that is in use as it stands, or like no other. */
function findKey({ keys, of }: Conventions, key: string): Meant | undefined {
  const own = keys.get(key.toLowerCase());
  const most = own !== undefined && own.same >= 10 && own.same / own.count >= 0.9 ? own.spelling : undefined;
  const known = KNOWN.find((each) => each.toLowerCase() === key.toLowerCase());
  const usual = most ?? (own === undefined || own.count < 3 ? known : undefined);
  if (usual !== undefined) return usual === key ? undefined : { spelling: usual, kind: 'case' };
  if (own !== undefined && own.count >= Math.max(3, of / 1000)) return undefined;
  const candidates = new Map<string, number>(
    [...keys.values()].filter(({ count }) => count >= 10).map(({ spelling, count }) => [spelling, count]),
  );
  for (const each of KNOWN) if (!candidates.has(each)) candidates.set(each, 1);
  const [best] = [...candidates].filter(([each]) => isSlip(key, each)).toSorted((a, b) => b[1] - a[1]);
  return best === undefined ? undefined : { spelling: best[0], kind: 'letters' };
}

/** At most two letters off in a key long enough for that, or spaces for hyphens. */
function isSlip(key: string, known: string): boolean {
  const [a, b] = [key.toLowerCase().replaceAll(/[\s_-]+/g, '-'), known.toLowerCase()];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5)
    return a.length >= 4 && [...a].toSorted().join('') === [...b].toSorted().join('');
  return editDistance(a, b) <= (b.length >= 9 ? 3 : 1);
}

function checkPeople(context: Context): Finding[] {
  const { draft } = context;
  if (!hasHabit(context, 'person')) return [];
  const seen = new Set<string>();
  return draft.trailers.flatMap((trailer): Finding[] => {
    const line = trailer.from + 1;
    const same = `${trailer.key.toLowerCase()} ${trailer.value.toLowerCase()}`;
    // Who hands a patch on signs again.
    const twice = seen.has(same) && !(/^signed-off-by$/i.test(trailer.key) && !isNextTo(draft, trailer));
    seen.add(same);
    if (twice) return [find('trailer-duplicate', 'warning', { line, values: { key: trailer.key } })];
    const bare =
      /-by$/i.test(trailer.key) &&
      !PERSON.test(trailer.value) &&
      !/syzbot|robot|\bbot\b|coverity|oss-fuzz|#|http/i.test(trailer.value);
    return bare
      ? [
          find('trailer-person', 'error', {
            line,
            values: { key: trailer.key, value: trailer.value },
            better: sayPerson(context.conventions, trailer),
            replaces: [trailer.from, trailer.to],
          }),
        ]
      : [];
  });
}

/** With name and address, where the project knows who it is. */
function sayPerson({ people }: Conventions, { key, value }: TrailerLine): string | undefined {
  const words = value
    .toLowerCase()
    .replace(/[<>()"]/g, '')
    .trim();
  const known = people.get(words);
  return known === undefined ? undefined : `${key}: ${known}`;
}

/** Behind the very same line. */
function isNextTo({ lines, trailers }: Draft, { key, value, from }: TrailerLine): boolean {
  const before = trailers.find(({ to }) => to === from && lines[from - 1] !== '');
  return before !== undefined && before.key === key && before.value === value;
}

function checkSigners(context: Context): Finding[] {
  const { draft, author } = context;
  const signers = draft.trailers.filter(({ key }) => /^signed-off-by$/i.test(key));
  const found: Finding[] = [];
  const misspelt = draft.trailers.some(({ key }) => findKey(context.conventions, key)?.spelling === 'Signed-off-by');
  const sign = author === undefined ? undefined : `Signed-off-by: ${author.authorName} <${author.authorEmail}>`;
  if (signers.length === 0 && !misspelt && hasHabit(context, 'signedOff'))
    found.push(find('signed-off-missing', 'error', { values: shareValue(context, 'signedOff'), better: sign }));
  if (
    signers.length > 0 &&
    author !== undefined &&
    hasHabit(context, 'authorSigns', 0.95) &&
    !signers.some(({ value }) => isPerson(value, author))
  )
    found.push(
      find('signed-off-author', 'error', {
        values: { author: `${author.authorName} <${author.authorEmail}>` },
        better: sign,
      }),
    );
  for (const { key, value, from } of draft.trailers)
    if (
      /^co-developed-by$/i.test(key) &&
      addressOf(value) !== '' &&
      !signers.some((signer) => sameAddress(signer.value, value)) &&
      isCoSigned(context)
    )
      found.push(
        find('co-signed', 'error', {
          line: from + 1,
          values: { person: value },
          better: `${draft.lines[from]}\nSigned-off-by: ${value}`,
          replaces: [from, from + 1],
        }),
      );
  return found;
}

/** A rule of the kernel: kept where the project shows it, and where it has too few to show anything. */
const isCoSigned = ({ conventions }: Context): boolean => {
  const { coSigned, signedOff } = conventions.habits;
  return coSigned.of < 5 ? isCustom(signedOff) : coSigned.yes / coSigned.of >= 0.8;
};

/** `Reported-by:` wants the report, where most of the latest have it. */
function checkReporter(context: Context): Finding[] {
  const { draft } = context;
  const reporter = draft.trailers.find(
    ({ key, value }) => /^reported(?:-and-\w+)?-by$/i.test(key) && !/coverity|smatch|sparse/i.test(value),
  );
  const linked = draft.lines.some((line) =>
    /^(?:closes|link|buglink|bug|bugzilla(?: id)?)$/i.test(readKey(line)?.key ?? ''),
  );
  if (reporter === undefined || linked || !isCustom(context.conventions.habits.closes, 0.6)) return [];
  const values = { seen: sayShare(context.conventions.habits.closes) };
  return [
    find('reported-closes', 'warning', {
      line: reporter.from + 1,
      values,
      better: `${draft.lines[reporter.from]}\nCloses: <link to the report>`,
      replaces: [reporter.from, reporter.from + 1],
    }),
  ];
}

/** Trailers right behind the text are a part of it for git and all that reads them. */
function checkSeparated({ draft }: Context): Finding[] {
  const [first] = draft.trailers;
  const above = first === undefined || first.from < 2 ? '' : draft.lines[first.from - 1];
  // Notes of who handed it on, and keys that nobody knows, belong to them.
  if (first === undefined || above.trim() === '' || /^\[|\]\s*$|^[\w-]+: /.test(above)) return [];
  const better = `${above}\n\n${draft.lines[first.from]}`;
  const line = first.from + 1;
  return [
    find('trailer-separated', 'warning', {
      line,
      values: { key: first.key },
      better,
      replaces: [first.from - 1, line],
    }),
  ];
}

function checkBlocks(context: Context): Finding[] {
  const { draft } = context;
  const gaps = gapsOf(draft);
  const wanted = hasHabit(context, 'gapBehindFixes', 0.8);
  const found: Finding[] = [];
  const extra = gaps.find((at) => !(wanted && isLinkKey(draft, at)));
  if (extra !== undefined && hasHabit(context, 'together', wanted ? 0.5 : 0.95))
    found.push(
      find('trailer-gap', 'warning', { line: draft.trailers[extra].to + 1, values: shareValue(context, 'together') }),
    );
  const last = draft.trailers.findLastIndex((_, at) => isLinkKey(draft, at));
  const fixes = draft.trailers.some(({ key }) => /^fixes$/i.test(key));
  const next = draft.trailers[last + 1];
  if (wanted && fixes && next !== undefined && !gaps.includes(last))
    found.push(
      find('trailer-gap-missing', 'warning', {
        line: next.from + 1,
        values: { key: draft.trailers[last].key, ...shareValue(context, 'gapBehindFixes') },
        better: `${draft.lines[draft.trailers[last].from]}\n\n${draft.lines[next.from]}`,
        replaces: [draft.trailers[last].from, next.from + 1],
      }),
    );
  const wrapped = draft.trailers.find(({ key, from, to }) => to - from > 1 && /^fixes$/i.test(key));
  if (wrapped !== undefined)
    found.push(
      find('trailer-wrapped', 'error', {
        line: wrapped.from + 1,
        values: { key: wrapped.key },
        better: `${wrapped.key}: ${wrapped.value}`,
        replaces: [wrapped.from, wrapped.to],
      }),
    );
  return found;
}
