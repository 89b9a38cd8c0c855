import { foldText, listReadings } from './order-readings.ts';

/** A place in a text that reads like an order to a model. */
export interface Order {
  /** Counted from 1. */
  readonly line: number;
  /** The kind of order, in words for people. */
  readonly what: string;
  /** At most 120 characters of what stands there. */
  readonly quote: string;
}

interface Pattern {
  readonly what: string;
  readonly of: RegExp;
}

const instructions = String.raw`(?:instruct\w*|prompts?|guidelines?|directives?|directions|orders|system message)`;
const earlier = String.raw`(?:previous(?:ly)?|prior|above|earlier|preceding|foregoing|original|initial|existing|system|safety|given)`;
const model = String.raw`(?:ai|a\.i\.|llms?|language models?|(?:ai |automated |code |patch )?(?:assistant|reviewer|review bot|judge)|chatbot|chatgpt|gpt-?\d\w*|claude|gemini|copilot|autosel|autonomous agent|ai agent)`;
const secret = String.raw`(?:system prompt|(?:your|the) (?:hidden |secret |initial |full |original )*(?:prompt|instructions|credentials|secrets?|api[ _-]?keys?|access tokens?|environment(?: variables)?)|api[ _-]?keys?|[A-Z]+_API_KEY)`;
const give = String.raw`(?:print|reveal|show|leak|repeat|send|post|exfiltrate|output|dump|disclose|display|email|return|include|tell me|write out)`;

/**
 * The families of injected orders that papers describe: override of what was told before, a role or persona, a forged turn or end of the data, a
 * demand for an answer, for secrets, for a tool call, an address to the model, secrecy towards people; in the tongues of kernel people's mails.
 */
const patterns: readonly Pattern[] = [
  {
    what: 'told to pass over what it was told',
    of: new RegExp(
      String.raw`\b(?:ignore|disregard|forget|override|bypass|discard|neglect|do not follow|don't follow|stop following)\b[^.\n]{0,40}?\b(?:${earlier}|all|any|your|every(?:thing)?|the)\b[^.\n]{0,30}?\b(?:${instructions}|(?:you (?:were|have been) told|context above|text above|rules (?:above|you were given)|your rules))`,
    ),
  },
  {
    what: 'told to pass over what it was told',
    of: /\b(?:new|updated|real|actual|true|revised) (?:instructions?|task|directive|system prompt) ?(?::|is\b|are\b|follows?\b|from (?:the|your))/,
  },
  {
    what: 'given another part to play',
    of: /\b(?:you are now|from now on,? you|you must now|pretend (?:to be|you are|that you)|act as (?:if you|an? (?:ai|unrestricted|different|dan\b))|enter (?:developer|debug|god|admin) mode|developer mode (?:enabled|on)|jailbreak|do anything now|as an ai (?:language )?model)\b/,
  },
  {
    what: 'a forged turn of the talk',
    of: /<\|?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id)\|?>|\[\/?inst\]|<<\/?sys>>|<\/?(?:system|system[_-]?prompt|assistant|tool_result|function_results?|function_calls?|tool_use|untrusted|information)>|(?:^|\s)#{2,4} ?(?:system|instructions?|assistant|human)\s*:|\b(?:begin|end) (?:of )?(?:system prompt|untrusted (?:data|text|input)|the (?:diff|commit|data|patch) under review)\b|^\s*(?:system|assistant|human) ?: ?(?:you|ignore|answer|the|please|i |yes|vote)/,
  },
  {
    what: 'told what to answer',
    of: new RegExp(
      String.raw`\b(?:answer|reply|respond|vote|output|say|conclude|judge|rate|classify|mark|approve|select|return)\b[^.\n]{0,50}?(?:\b(?:only|just|simply|always|exactly|strictly)\b[^.\n]{0,20}?["'*\x60]?\b(?:yes|no|approve[d]?|safe)\b|["'\x60]yes["'\x60]|\bwith (?:a )?yes\b|\bas (?:a )?(?:yes|approved)\b|\bfor (?:all|every) (?:stable )?branch(?:es)?\b)`,
    ),
  },
  { what: 'told what to answer', of: /["']?(?:vote|verdict|decision)["']? ?[:=] ?["'](?:yes|no|unsure)["']/ },
  {
    what: 'told what to answer',
    of: /\b(?:your (?:verdict|answer|vote|judge?ment|confidence|rating|response)|the (?:correct|only|right) (?:verdict|answer|vote)) (?:must|should|shall|has to|is|will)\b/,
  },
  {
    what: 'asked for a secret',
    of: new RegExp(String.raw`\b${give}\b[^.\n]{0,60}?\b${secret}`, 'i'),
  },
  {
    what: 'told to call a tool',
    of: /\b(?:call|use|invoke|run|execute|trigger)\b[^.\n]{0,30}?\b(?:the )?(?:tools?|functions?)\b[^.\n]{0,30}?\b(?:show_commit|read_file|log_path|log_function|log_lines|blame_lines|grep|find_definition|find_callers|branches_containing|tags_containing|dry_run_pick|facts_of|similar_commits|search_mail|search_docs|resolve_id|bash|shell|python|with|named)\b|\b(?:show_commit|read_file|log_path|blame_lines|dry_run_pick|search_docs|search_mail|resolve_id|facts_of) ?\(? ?(?:with|on|\{|path|revision|commit ?=)|\btool_?calls?\b ?[:=(]|"(?:name|tool)" ?: ?"(?:show_commit|read_file|grep|search_docs|search_mail|log_path|bash|shell)"/,
  },
  {
    what: 'speaks to a model',
    of: new RegExp(
      String.raw`\b(?:dear|hey|hi|hello|attention|notice|note|message|memo|warning|important|instructions?|directive|urgent)\b[^.\n]{0,24}?\b(?:to|for|:)? ?(?:any |all |the |every |an? |our )?(?:reviewing |reading |automated |evaluating )?\b${model}\b ?(?:s\b)?[^.\n]{0,60}?\b(?:must|should|shall|please|you|ignore|answer|vote|approve|read|reading|reviewing|judging|only)\b|\bif you are (?:an? |the )?(?:large |automated )?${model}\b|\b${model},? (?:please |you must |you should |must |should )(?:ignore|answer|vote|approve|reply|respond|select|mark|say|print|call)`,
    ),
  },
  {
    what: 'told to hide something from people',
    of: /\b(?:do not|don't|never|without)\b[^.\n]{0,20}?\b(?:mention(?:ing)?|tell(?:ing)?|reveal(?:ing)?|inform(?:ing)?|alert(?:ing)?|disclos(?:e|ing))\b[^.\n]{0,40}?\b(?:the user|the human|a human|the maintainer|the reviewer|the operator|anyone|this (?:instruction|message|note|text))/,
  },
  {
    what: 'told in another tongue to pass over what it was told',
    of: /ignorier\w*[^.\n]{0,30}(?:anweisung|instruktion|vorgabe)|ignore[sz]?\s[^.\n]{0,30}instructions?\s(?:pr[eé]c[eé]dent|ant[eé]rieur|ci-dessus)|ignor[ae]\w*\s[^.\n]{0,30}(?:instrucciones|instru[cç][oõ]es|istruzioni)|(?:忽略|无视|忘记|不要理会)[^\n。]{0,12}(?:指令|指示|说明|提示|要求)|(?:以前|前|上記|これまで)の(?:指示|命令)[^\n]{0,6}無視|игнорируй\w*[^.\n]{0,30}(?:инструкци|указани)|이전[^\n]{0,8}지시[^\n]{0,8}무시/,
  },
];

const maxLine = 4000;
const maxOrders = 20;

/** Places that read like orders to a model: for people to look at. It finds the plain and the thinly veiled, and no more than that is promised. */
export function findOrders(text: string): readonly Order[] {
  const lines = text.split('\n');
  const orders: Order[] = [];
  for (let at = 0; at < lines.length && orders.length < maxOrders; at++) {
    const what = readOrder(lines[at].slice(0, maxLine), lines[at + 1] ?? '');
    if (what !== undefined) orders.push({ line: at + 1, what, quote: foldText(lines[at]).slice(0, 120) });
  }
  return orders;
}

/** An order may run over the end of its line; it is told at the line that it begins in. */
function readOrder(line: string, next: string): string | undefined {
  if (line.trim() === '') return undefined;
  for (const reading of listReadings(line)) {
    const found = patterns.find(({ of }) => of.test(reading));
    if (found !== undefined) return found.what;
  }
  const [own, behind] = [foldText(line), foldText(next)];
  const joined = `${own} ${behind}`;
  return patterns.find(({ of }) => of.test(joined) && !of.test(behind))?.what;
}
