import { isWished, polarityAt } from './polarity.ts';
import { guard } from './prose.ts';

const FAULT =
  /\b(?:bugs?|buggy|issue|problem|defect|flaw\w*|regress\w*|vulnerab\w+|faulty|bad|wrong|incorrect|broken|broke|offending|culprit|leak\w*|race|overflow|crash\w*|mistake|breakage|error|introduc\w*|affect\w*|fault\w*|damage|harm)\b/i;
/** What the patch mends, said without a word for a fault. */
export const MENDED =
  /\b(?:commit|code|change) (?:that (?:is|was|it|this) (?:\w+ )?(?:fixed|fixes|at fault|to blame|mended|repaired)|at fault|to blame|it fixes|in (?:the |its )?Fixes)|\bFixes:? (?:target|commit)|\bfixed commit|\bwhat (?:this|the) (?:patch|commit|fix|change) (?:repairs|fixes|mends|cures|corrects|addresses|undoes|heals|puts right|solves|resolves)\b/i;
const BEGAN =
  /\b(?:since|from|c[ao]me[s]?|introduc\w*|origin\w*|start\w*|began|begins?|dat(?:es|ing|ed)|first|ever|appear\w*|merged|shipp\w*|went|as of|affect\w*|present|exist\w*|back|later|newer|onwards?|earliest|oldest|creep\w*|crept|slipped|broke|broken|regressed|landed|arriv\w*|added|cycle|born|was)\b/i;
const OWN =
  /\b(?:this|the|said) (?:(?:proposed|mainline|upstream|current|present) )?(?:commit|patch|fix|change)\b|\b(?:fix|patch|fixed|mended|solved|resolved)\b|^\W*(?:mainline|upstream|released|merged|landed|shipped|first (?:in|release|tag|version)|git (?:tag|describe))\b/i;
const IT = /\bit\b/i;
/** The version itself brings something. */
const BRINGS_FAULT =
  /^ (?:\w+ ){0,2}?(?:introduced|brought|added|caused|started|had|has|with|shipped)\b[^.;]{0,30}\b(?:bugs?|issue|problem|defect|flaw|regression|vulnerability|fault|leak|breakage|error)\b/i;
const BRINGS_FIX = /^ (?:is|was) (?:the )?(?:first|earliest)\b[^.;]{0,30}\b(?:patch|fix|commit|change|it|this)\b/i;
const LANDED =
  /\b(?:releas\w*|merg\w*|land\w*|shipp\w*|ships?|includ\w*|went|goes|tag(?:s|ged)?|c[ao]me[s]?|arriv\w*|appear\w*|available|part of|mainline|enter\w*|reach\w*|hit|debut\w*|carr(?:y|ies|ying|ied)|got|first|earliest|describe|contain\w*|puts?|made|fixed|out|since|as of|in)\b/i;
/** What a version is named for beside the coming of a commit. */
const OTHER =
  /\b(?:before|prior|until|till|older|earlier than|up to|below|than|next|support\w*|EOL|stable|branch\w*|backport\w*|series|test\w*|based|on top of|against|requires?|needs?|upgrad\w*|downgrad\w*|for|(?<!back )to|onto|on|pick\w*|appl\w*|conflict\w*|queue\w*|candidate)\b[^,;:]{0,30}$/i;
const THING =
  /\b(?:driver|support for|feature|api|helper|macro|struct\w*|field|device|hardware|chip|soc|option|config|sysfs|quirk|ioctl|infrastructure|subsystem|module|syscall|interface|gcc|clang|compiler)\b/i;

/** Whether the commit or the fault that it mends is said to have come in the version at that place of a sentence. */
export function cameIn(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): 'fault' | 'commit' | undefined {
  const read = guard(text);
  const start = Math.max(
    ...[...read.slice(0, from).matchAll(/[;(]|\b(?:but|while|whereas|and|then)\b/g)].map(({ index }) => index + 1),
    0,
  );
  const before = text.slice(start, from);
  const behind = text.slice(to, to + 40).split(/[;,.(]\s|\b(?:but|and (?!later|newer|up|above))\b/)[0];
  if (OTHER.test(before) || isWished(before) || THING.test(before) || polarityAt(text, from, to) !== 'yes')
    return undefined;
  if (MENDED.test(before)) return 'fault';
  const rest = text.slice(to, to + 80);
  if (BRINGS_FIX.test(rest)) return 'commit';
  if (BRINGS_FAULT.test(rest)) return 'fault';
  const fault = FAULT.exec(before);
  const own = OWN.exec(before) ?? (fault === null ? IT.exec(before) : null);
  if (fault !== null && (own === null || fault.index < own.index))
    return BEGAN.test(before + behind) ? 'fault' : undefined;
  return own !== null && LANDED.test(before) ? 'commit' : undefined;
}
