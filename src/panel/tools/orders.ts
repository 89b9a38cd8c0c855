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

const instructions = String.raw`(?:instructions?|prompts?|guidelines?|directives?|directions|orders|rules|guidance|polic(?:y|ies)|protocols?|system message|context|tasks?)`;
const earlier = String.raw`(?:previous(?:ly)?|prior|above|earlier|preceding|foregoing|original|initial|existing|system|safety|your|my|their)`;
const model = String.raw`(?:ai|a\.i\.|llms?|language models?|(?:ai |automated |code |patch )?(?:assistant|review(?:er|ing)? (?:bot|model|agent))|automated (?:reviewer|judge)|(?:ai|llm) (?:reviewer|grader|judge|model|agent|system|tool)|chatbot|chatgpt|gpt-?\d\w*|autosel|autonomous agent)`;
const hidden = String.raw`(?:hidden |secret |initial |full |original |entire )`;
const yours = String.raw`(?:your|the) ${hidden}*(?:prompt|credentials|api[ _-]?keys?|access tokens?|environment variables)|(?:your|the ${hidden}) ?${hidden}*instructions|your (?:secrets?|keys?|configuration)`;
const secret = String.raw`(?:\b(?:the |your )?system prompt|\b(?:all |any )?(?:of )?${yours}|\bapi[ _-]?keys?|_api_key|\b(?:all |the )?environment variables|\baccount credentials|~\/\.ssh|\bid_rsa)\b`;
const give = String.raw`(?:print|reveal|show|leak|repeat|send|post|exfiltrate|dump|disclose|display|email|gather|collect|list|read|tell (?:me|us)|write out|append|put)`;

/**
 * The families of injected orders that papers describe: override of what was told before, a role or persona, a forged turn or end of the data, a
 * demand for an answer, for secrets, for a tool call, an address to the model, secrecy towards people; in the tongues of kernel people's mails.
 */
const patterns: readonly Pattern[] = [
  {
    what: 'told to pass over what it was told',
    of: new RegExp(
      String.raw`\b(?:ignore|ignoring|disregard|forget|override|bypass|discard|neglect|do not follow|don't follow|stop following)\b[^.\n]{0,30}?\b(?:${earlier}\b(?:[ ,/]+(?:and|or|\w+))?[^.\n]{0,16}?\b${instructions}\b|(?:all|any) (?:of the |the |of your |other )?(?:instructions|prompts|guidelines|directives)\b|(?:what|everything|anything|all) (?:that )?(?:you (?:were|have been|are)|has been) (?:told|given|instructed)|(?:(?:context|text|everything|instructions) above)|the (?:above|foregoing)(?: and\b| text| message|[.!;]|$))`,
    ),
  },
  {
    what: 'told to pass over what it was told',
    of: /\b(?:(?<!\band )(?:new|updated|actual|true|revised|priority) (?:instructions?|directives?|objective|goal|mission|system prompt) ?(?:for you ?)?:|(?:supersed\w+|overrid\w+|replac\w+|tak\w+ precedence over) (?:all |any )?(?:of )?(?:your|previous|prior|earlier)\b[^.\n]{0,24}\b(?:instructions?|guidance|rules|prompts?|polic(?:y|ies))\b|your (?:new|real|actual|true|only) (?:instructions?|task|goal|objective|directive)\b)/,
  },
  {
    what: 'given another part to play',
    of: /\b(?:you are now (?!able|at|in|on|done|ready)|from now on,? you (?:are|will|must|shall)|pretend (?:to be (?:an? )?(?:ai|different|unrestricted|the)|you are|that you are)|act as (?:if you (?:are|were)|an? (?:ai|unrestricted|different|dan\b))|enter (?:developer|god|admin|jailbreak) mode|developer mode (?:enabled|on\b)|jailbreak|do anything now|as an ai (?:language )?model)/,
  },
  {
    what: 'a forged turn of the talk',
    of: /<\|?(?:im_start|im_end|endoftext|eot_id|start_header_id)\|?>|<\|(?:system|assistant|user)\|>|(?<!\w)\[\/?inst\]|<<\/?sys>>|<\/?(?:system[_-]?prompt|tool_result|function_results?|function_calls?|tool_use|untrusted(?:_\w+)?|information|important)>|<\/?(?:system|assistant)> ?(?:\S.{0,20}(?:ignore|you|vote|answer)|$)|#{2,4} ?(?:system|instructions?|assistant|human) ?:|\b(?:begin|end) (?:of )?(?:system prompt|untrusted (?:data|text|input)|the (?:diff|commit|data|patch) under review)\b|^(?:system|assistant|human) ?: ?(?:you|ignore|answer|the|please|i |yes|vote)/,
  },
  {
    what: 'told what to answer',
    of: new RegExp(
      String.raw`\b(?:answer|reply|respond|vote|output|say|conclude|judge|rate|classify|mark|approve|select|return)\b(?: (?:this|it|the|commit|patch|change|one|only|just|simply|always|exactly|strictly|with|as|a|in|word|single))*(?:[ :]+["'*\x60](?:yes|no|approved?|safe)\b["'*\x60.!]*$| (?:with|only|just|simply|always|exactly|strictly|as|word|a)[ :]+["'*\x60]?(?:yes|approved|safe|a yes)\b(?! or\b|\/)|[ :]+["'*\x60]?(?:yes|approved|safe)["'*\x60]? (?:for|with|to|and|on|no matter|regardless|whatever))`,
    ),
  },
  { what: 'told what to answer', of: /["'](?:vote|verdict|decision)["'] ?: ?["'](?:yes|no|unsure)["']/ },
  {
    what: 'told what to answer',
    of: /\b(?:your (?:verdict|answer|vote|judge?ment|confidence|rating) (?:must|should|shall|has to|is|will)|the (?:(?:only|correct|right) )+(?:verdict|vote|answer) (?:must|is|will)|you (?:must|should|have to|need to|shall|will) (?:only |always |now )?(?:answer|respond|reply|vote|approve|conclude)|vote[: ]+["']?yes|give (?:this|it)[^.\n]{0,20} (?:the )?(?:highest|top|maximum|full) (?:score|rating|confidence|marks?))\b|\b(?:vote|answer|verdict|confidence)\b[^.\n]{0,12}\b(?:must|should|shall) be (?:set to )?["'*\x60]?(?:yes|no|1|1\.0|approved)\b/,
  },
  { what: 'asked for a secret', of: new RegExp(String.raw`\b${give}\b[^.\n]{0,60}?${secret}`) },
  {
    what: 'told to call a tool',
    of: /\b(?:call|use|invoke|run|execute|trigger)\b[^.\n]{0,20}?\btools?\b[^.\n]{0,20}?\b(?:show_commit|read_file|log_path|log_function|log_lines|blame_lines|grep|find_definition|find_callers|branches_containing|tags_containing|dry_run_pick|facts_of|similar_commits|search_mail|search_docs|resolve_id|bash|shell|named|with (?:the )?(?:path|input|argument|revision))\b|\b(?:call|use|invoke|run|execute) (?:the )?(?:show_commit|read_file|log_path|log_function|log_lines|blame_lines|find_definition|find_callers|branches_containing|tags_containing|dry_run_pick|search_docs|search_mail|resolve_id|facts_of|similar_commits)\b|\b(?:bash|shell|python) tool\b|\btool_?calls?\b ?[:=(] ?["'[{]|"(?:name|tool)" ?: ?"(?:show_commit|read_file|grep|search_docs|search_mail|log_path|blame_lines|dry_run_pick|bash|shell)"/,
  },
  {
    what: 'speaks to a model',
    of: new RegExp(
      String.raw`\b(?:dear|hey|hi|hello|attention|notice|note|message|memo|warning|important|instructions?|directive|urgent)[ :,!-]{1,3}(?:(?:to|for|from) )?(?:any |all |the |every |an? |our |your )*(?:reviewing |reading |automated |evaluating )?\b${model}s?\b|\bif you(?: are|'re) (?:an? |the )?(?:large |automated )?${model}\b|\b${model}s?,? (?:please |you must |you should |must |should )(?:ignore|answer|vote|approve|reply|respond|select|mark|say|print|call|give)\b|^@?${model}s? ?: |^(?:to )?(?:any |all |every )${model}s?\b`,
    ),
  },
  {
    what: 'told to hide something from people',
    of: /\b(?:do not|don't|never|without) (?:mention(?:ing)?|tell(?:ing)?|reveal(?:ing)?|inform(?:ing)?|alert(?:ing)?|disclos(?:e|ing))\b[^.\n]{0,30}?\b(?:the user|the human|humans?|people|the maintainers?|the reviewers?|the operator|anyone|(?:this|these) (?:instructions?|message|text|orders?))\b/,
  },
  {
    what: 'told in another tongue to pass over what it was told',
    of: /ignorier\w*[^.\n]{0,30}(?:anweisung|instruktion|vorgabe)|ignore[sz]?\s[^.\n]{0,30}instructions?\s(?:pr[eé]c[eé]dent|ant[eé]rieur|ci-dessus)|ignor[ae]\w*\s[^.\n]{0,30}(?:instrucciones|instru[cç][oõ]es|istruzioni)|(?:忽略|无视|忘记|不要理会)[^\n。]{0,12}(?:指令|指示|说明|提示|要求)|(?:以前|前|上記|これまで)の(?:指示|命令)[^\n]{0,6}無視|игнорируй\w*[^.\n]{0,30}(?:инструкци|указани)|이전[^\n]{0,8}지시[^\n]{0,8}무시/,
  },
];

/** Pieces of words one of which every pattern needs: most lines have none, and are done with. */
const stems =
  /ignor|disregard|forget|overrid|bypass|discard|neglect|follow|instruct|directive|prompt|task|goal|objective|you are|from now|pretend|act as|mode|jailbreak|anything now|an ai|im_|endoftext|eot_id|header_id|<\||inst\]|sys>>|result|_calls?|tool|untrusted|information>|system|assistant|human|answer|reply|respond|vote|output|under review|\bsay|conclud|judge|rate|classify|mark|approv|select|return|verdict|decision|confidence|print|reveal|show|leak|repeat|send|post|exfil|dump|disclos|display|email|append|put |tell|_commit|read_file|log_|find_|_containing|_pick|search_|resolve_id|facts_of|if you|gpt|llm|model|autosel|agent|\bai\b|bot|supersed|replac|precedence|mission|important>|gather|collect|list|read|give|mention|inform|alert|忽略|无视|忘记|不要理会|の|игнор|이전/;

const maxLine = 4000;
const maxOrders = 20;

/** Places that read like orders to a model: for people to look at. It finds the plain and the thinly veiled, and no more than that is promised. */
export function findOrders(text: string): readonly Order[] {
  const lines = text.split('\n');
  const orders: Order[] = [];
  let next = foldText(lines[0].slice(0, maxLine));
  for (let at = 0; at < lines.length && orders.length < maxOrders; at++) {
    const plain = next;
    next = foldText((lines[at + 1] ?? '').slice(0, maxLine));
    const what = readOrder(lines[at].slice(0, maxLine), plain, next);
    if (what !== undefined) orders.push({ line: at + 1, what, quote: foldText(lines[at]).slice(0, 120) });
  }
  return orders;
}

/** An order may run over the end of its line; it is told at the line that it begins in. `plain` and `next` are folded. */
function readOrder(line: string, plain: string, next: string): string | undefined {
  if (line.trim() === '') return undefined;
  for (const reading of listReadings(line, plain)) {
    const found = findPattern(reading);
    if (found !== undefined) return found.what;
  }
  if (!stems.test(plain)) return undefined;
  return patterns.find(({ of }) => of.test(`${plain} ${next}`) && !of.test(next))?.what;
}

const findPattern = (reading: string): Pattern | undefined =>
  stems.test(reading) ? patterns.find(({ of }) => of.test(reading)) : undefined;
