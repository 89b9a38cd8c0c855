/** Whether a statement is affirmed, denied, or neither: asked, wished, answered with "not known". */
export type Polarity = 'yes' | 'no' | 'open';

export const opposite = (polarity: Polarity): Polarity =>
  polarity === 'open' ? 'open' : polarity === 'yes' ? 'no' : 'yes';

/** Words with a denial in them that deny nothing. */
const IDLE =
  /\b(?:no doubt|without (?:a )?doubt|not (?:only|just|merely)|nothing (?:to do|else|more)|no (?:other|later than|less|more|longer needed|need to wait)|nobody (?:objected|complained|on the list)|not to mention|no wonder|not least|no questions?|why not|if not)\b/gi;
const DENIAL =
  /\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|nowhere|zero|sans|minus|un(?:able|likely)|\w+n['’]t|lacks?|lacked|lacking|missing|misses|missed|absent|absence|omit(?:s|ted)?|fail(?:s|ed)? to|failing to|free of|devoid of|bare of|short of|forg[eo]t(?:s|ten)?|(?:has|have|had|is|are) (?:yet|still) to (?:be|do|get|reach|receive|land|pick|take|see|come|gain|make|arrive|go|appear)|remains? to be|still (?:to|needs?|awaits?|waits?|wants?)|awaits?|awaiting|waiting for|yet to|left out|skip(?:s|ped)?|instead of|rather than)\b/gi;

const ANSWER = /(?:[:?–—=]|->|\s-)\s*\(?([\p{L}/✓✔✅✗✘❌☑?][\p{L}/ '’✓✔✅✗✘❌☑?-]{0,20})\)?[.!;,]*\s*$/u;
const YES = /^(?:yes|y|true|present|there|given|set|done|included|ok|✓|✔|✅|☑|x)$/i;
const NO = /^(?:no|n|false|none|absent|missing|not (?:there|present|set|given|yet|found|included)|nope|never|✗|✘|❌)$/i;
const OPEN = /^(?:n\/?a|not (?:known|applicable|checked|tried|looked at)|unknown|unclear|tbd|\?+|maybe|perhaps)$/i;

/** The answer of a table or of a line `question: answer`, with what stands before it. */
export function answerOf(
  text: string,
): { readonly head: string; readonly answer: Polarity; readonly said: string } | undefined {
  const found = ANSWER.exec(text);
  if (found === null) return undefined;
  const said = found[1].trim();
  const answer = YES.test(said) ? 'yes' : NO.test(said) ? 'no' : OPEN.test(said) ? 'open' : undefined;
  return answer === undefined ? undefined : { head: text.slice(0, found.index), answer, said };
}

/** What is wished, advised or thought possible is not said to be so. */
const WISHED =
  /\b(?:if|unless|whether|assuming|provided that|suppose|would|should|shall|must|ought|could(?! not)|might|may|let|please|recommend\w*|suggest\w*|propos\w+|consider\w*|(?:want|need|deserve|wish|like)s? (?:it |this |that |them )?to|had it|candidates?|worth|belongs?|once|until)\b|\?\s*$/i;

export const isWished = (text: string): boolean => WISHED.test(text);

/** Denials that hold for what stands at `from` to `to`: those of its own part of the sentence. */
function denialsAt(text: string, from: number, to: number): number {
  const read = text.replaceAll(IDLE, (words) => '_'.repeat(words.length));
  const start = Math.max(...[...read.slice(0, from).matchAll(BORDER)].map(({ index }) => index + 1), 0);
  const end = /[,;–—]|\b(?:but|while|whereas|although)\b/.exec(read.slice(to));
  const part = read.slice(start, end === null ? undefined : to + end.index);
  return [...part.matchAll(DENIAL)].length;
}

const BORDER = /[,;:–—]|\b(?:but|while|whereas|although|because|since|so that)\b/g;

/** Whether the words at a place of a clause are affirmed there. Two denials are one too many to be told. */
export function polarityAt(text: string, from: number, to: number): Polarity {
  const answered = answerOf(text);
  if (answered !== undefined && from < answered.head.length) {
    const asked = polarityAt(answered.head, from, Math.min(to, answered.head.length));
    if (answered.answer === 'open' || asked === 'open') return 'open';
    return answered.answer === 'yes' ? asked : opposite(asked);
  }
  const denials = denialsAt(text, from, to);
  return denials === 0 ? 'yes' : denials === 1 ? 'no' : 'open';
}
