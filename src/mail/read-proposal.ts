import { parseMessage, parsePatch, parseReferenceLine, type MessageFacts, type Patch } from '../git/index.ts';

/** A proposal mail taken apart: what its commit says, what was written about it, and its patch. */
export interface ProposalMail {
  /** The commit's subject, without `[PATCH …]` and without `Re:`. */
  readonly subject: string;
  /** As the `From:` line of the body names the author; undefined when there is none. */
  readonly author: string | undefined;
  /** The id in the line above or below the message that names the original, or undefined. */
  readonly upstream: string | undefined;
  /** The commit's message below its subject, without the lines that the mail added on top. */
  readonly body: string;
  readonly facts: MessageFacts;
  /** What stands between `---` and the diffstat; '' when nothing. */
  readonly explanation: string;
  readonly patch: Patch;
}

const FROM = /^From: *(\S.*)\n+/;
const DIFF = /^diff --git .*\n(?=index |new file |old mode |deleted file |similarity |dissimilarity |rename |copy )/m;
const STAT = /^ \S.*\| +(?:\d+|Bin\b)|^ \d+ files? changed/m;

/** Reads the body of a mail that carries one patch. Never throws: what is not there is '' or undefined, and the patch empty. */
export function readProposal(subject: string, mail: string): ProposalMail {
  const text = mail.replaceAll('\r\n', '\n').replace(/^\s+/, '');
  const diffAt = DIFF.exec(text)?.index ?? text.length;
  const head = text.slice(0, diffAt);
  const ruleAt = /^---[ \t]*$/m.exec(head)?.index ?? head.length;
  const { author, upstream, body } = readMessage(head.slice(0, ruleAt));
  const plain = subject.replaceAll(/\s+/g, ' ').replace(/^(?:\s*(?:re|fwd?):)*\s*(?:\[[^\]]*\]\s*)*/i, '');
  return {
    subject: plain,
    author,
    upstream,
    body,
    facts: parseMessage(plain, body),
    explanation: readExplanation(head.slice(ruleAt)),
    patch: parsePatch(Buffer.from(text.slice(diffAt))),
  };
}

function readMessage(text: string): Pick<ProposalMail, 'author' | 'upstream' | 'body'> {
  const from = FROM.exec(text);
  const inner = text.slice(from?.[0].length ?? 0);
  const [first = ''] = /^[^\n]*\n*/.exec(inner) ?? [];
  const above = parseReferenceLine(first);
  return {
    author: from?.[1].trim(),
    upstream: (above ?? readBelow(inner))?.id,
    body: inner.slice(above === undefined ? 0 : first.length).trim(),
  };
}

/** Only the lines that a keeper signs may stand behind it. */
function readBelow(text: string): ReturnType<typeof parseReferenceLine> {
  const last = text
    .trimEnd()
    .split('\n')
    .findLast((line) => !/^Signed-off-by: /i.test(line));
  return parseReferenceLine(last ?? '');
}

function readExplanation(below: string): string {
  const text = below.replace(/^---[ \t]*\n?/, '');
  return text.slice(0, STAT.exec(text)?.index ?? text.length).trim();
}
