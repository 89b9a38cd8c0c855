/** Words that only hold a sentence together: they come and go when it is said better. */
const GLUE =
  `a an the this that these those it its itself he she they them their theirs we us our i my you your ones who whom whose which what
  is are was were be been being am do does did done doing has have had having of in on at to for from by with into onto over under out
  off up down about as than then there here and or also too moreover furthermore addition additionally besides however but though
  although yet still thus hence therefore so accordingly consequently such like very quite rather really actually basically simply
  just current currently present moment now today already again well case cases order way ways fact patch commit change changes change's code
  please note e.g i.e etc via per upon within where whereas while whether how why same own regard regarding concerning respect
  mean means purpose reason sense let lets point part kind sort thing things above following mentioned described said
  during between among through throughout across along around behind beside beyond inside outside toward towards against
  get gets got make makes made making take takes took taken give gives gave given put go goes went come comes came
  since because due owing thanks result results resulting lead leads leading led cause causes caused causing trigger triggers triggered
  if when whenever once before after until unless else otherwise instead afterwards afterward`.split(/\s+/);

/** Words that say the same for this purpose. */
const SAME = [
  'fix repair correct resolve mend address solve cure',
  'remove delete drop eliminate',
  'add introduce',
  'occur happen arise appear',
  'wrong incorrect erroneous faulty mistaken',
  'begin start commence',
  'stop end finish',
  'use utilize utilise employ usage',
  'check verify',
  'ensure sure guarantee',
  'obtain retrieve fetch',
  'call invoke',
  'problem issue trouble',
  'modify alter adjust',
  'large big huge',
  'avoid prevent',
  'allow permit enable possible',
  'send transmit',
  'show display',
  'try attempt',
  'forget forgot forgotten omit',
  'need necessary require requirement',
  'several multiple',
  'implement realize realise',
  'describe explain',
  'unnecessary needless unneeded superfluous redundant',
  'fail failure failing unsuccessful',
  'user people person',
  'support supported',
  'function routine',
  'quick fast rapid',
  'easy simple',
  'choose select pick',
  'return give back',
  'contain include hold',
  'exist present',
  'free release',
  'find found discover detect',
  'keep kept retain preserve',
  'improve better enhance',
  'missing lack absent',
].map((line) => line.split(' '));

/** Words that turn a claim: each class must be there as often as before, beside the same words. */
const OPERATORS: Readonly<Record<string, string>> = {
  negation: 'not no never none nothing nobody neither nor without cannot nowhere hardly barely scarcely',
  can: 'can could able',
  may: 'may might maybe perhaps possibly potentially',
  must: 'must have-to mandatory obligatory',
  should: 'should ought supposed shall',
  will: 'will would going-to',
  all: 'all every each entire whole everything everybody everywhere',
  some: 'some certain',
  any: 'any either anything anywhere',
  only: 'only merely solely exclusively',
  always: 'always constantly permanently forever',
  often: 'often frequently usually generally typically normally mostly',
  seldom: 'sometimes occasionally rarely seldom',
  many: 'many lots numerous',
  few: 'few little',
  most: 'most majority',
  more: 'more greater larger higher increase increased increases longer bigger',
  less: 'less fewer smaller lower decrease decreased decreases reduce reduced reduces shorter',
  least: 'least minimum minimal',
  exactly: 'exactly precisely',
  about: 'approximately roughly nearly almost',
  likely: 'likely probably presumably seems seem seemingly apparently',
  sure: 'certainly definitely surely obviously clearly',
  both: 'both',
  one: 'one single',
  first: 'first',
  last: 'last final finally',
  twice: 'twice double',
  half: 'half',
  hundred: 'hundred hundreds',
  thousand: 'thousand thousands',
  million: 'million millions',
};

const glue = new Set(GLUE);
const operators = new Map(
  Object.entries(OPERATORS).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

export const isGlue = (word: string): boolean => glue.has(word);
export const operatorOf = (word: string): string | undefined => operators.get(word);

const IRREGULAR = new Map(
  'written write,wrote write,sent send,built build,broken break,broke break,seen see,saw see,held hold,lost lose,left leave,begun begin,began begin,chosen choose,chose choose,known know,knew know,meant mean,read read,ran run,running run,running run,shown show,hung hang,thrown throw,threw throw,drew draw,drawn draw,used use,uses use,using use,brought bring,caught catch,told tell,stuck stick,spent spend,became become,fell fall,fallen fall,grew grow,grown grow,hid hide,hidden hide,paid pay,bound bind,overwritten overwrite,overwrote overwrite,overran overrun,woke wake,woken wake,rewritten rewrite,rewrote rewrite,rebuilt rebuild,undone undo,indices index'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);
const ENDINGS = /(?:ations?|ating|ated|ates|ate|ions?|ings?|ments?|ied|ed|ies|es|ly|(?<!s)s|e|y)$/;

const same = new Map(SAME.flatMap((words) => words.map((word) => [stem(word), stem(words[0])] as const)));

/** One form for all forms of a word, and for words that say the same. */
export function conceptOf(word: string): string {
  const root = stem(word);
  return same.get(root) ?? root;
}

/** `behaviour` and `initialise` as they are written elsewhere. */
function americanize(word: string): string {
  return word
    .replace(/(?<=[a-z]{3})our(?=s?$|ed$|ing$|al$)/, 'or')
    .replace(/(?<=[a-z]{3})is(?=e[sd]?$|ing$|ations?$)/, 'iz');
}

function stem(word: string): string {
  const lowered = americanize(IRREGULAR.get(word.toLowerCase()) ?? word.toLowerCase());
  const once = lowered.replace(ENDINGS, '');
  // `previously` as `previous`, `copying` as `copy`.
  const cut = /(?:ly|ing)$/.test(lowered) ? once.replace(/(?:ed|(?<!s)s|e|y)$/, '') : once;
  if (cut.length < 3) return lowered.replace(/(?<=[a-z]{3})(?<!s)s$/, '');
  return cut.replace(/([bdgklmnprt])\1$/, '$1');
}
