/** Where a sentence says that a quote stands; `told` is the message by the words around, `touched` the patch or a file that it changes. */
export type Where = 'message' | 'added' | 'removed' | 'patch' | 'touched' | 'told' | 'anywhere';

const MESSAGE =
  /\b(?:commit message|message|changelog|commit log|description|author|subject(?: line)?|title|commit)\b(?: itself| text| body)?(?: (?:clearly|explicitly|also|specifically|even|directly|of this commit|here|then|that|it|which|with))* ?(?:,? ?(?:says?|states?|mentions?|notes?|reads?|describes?|explains?|admits?|warns?|quotes?|confirms?|contains?|indicates?|calls?|uses|acknowledges|refers|reports|claims)(?: (?:that|it|this|the \w+|as|to|how|clearly|explicitly|the words|the phrase|the sentence))*|:|,)?\s*[:,]?\s*$|\b(?:commit (?:message|log|description)|changelog)\b[^"“.;]{0,30}:\s*$|\b(?:(?:as |quot(?:ed?|ing|es) (?:from )?|in |from |according to |per )(?:the )?(?:commit )?(?:message|changelog|description|author|subject))\b[^"“.]{0,30}$/i;
const MESSAGE_BEHIND =
  /^[,.]?\s*(?:\(?(?:(?:as )?(?:the|its) (?:commit )?(?:message|changelog|description|author|subject) (?:says|states|puts|notes|reads|mentions)|(?:is )?(?:from|in|per) the (?:commit )?(?:message|changelog|description)|says the (?:commit )?(?:message|changelog|author)))/i;
const ADDED =
  /\b(?:(?:patch|commit|fix|change|diff|hunk|it|which|and|simply|just|only) (?:(?:now|simply|only|just|then|also) )?(?:adds?|inserts?)|(?:adding|inserting)|adds|inserts)(?: (?:only|just|a|an|the|single|one|new|missing|this|line|check|call|statement|condition|of|to|following|guard|early|return|code|if)\b)*[,:]?\s*$|\b(?:replac\w+|chang\w+|convert\w+|switch\w+|turn\w+|swap\w+)\b[^`]{0,40}`[^`]+`[^`.]{0,15} (?:with|by|to|into|for) (?:the |a |an )?$/i;
const REMOVED =
  /\b(?:(?:patch|commit|fix|change|diff|hunk|it|which|and|simply|just|only) (?:(?:now|simply|only|just|then|also) )?(?:removes?|deletes?|drops?)|(?:removing|deleting|dropping)|removes|deletes|drops|(?:patch|commit|fix|change|it|by|simply) (?:replaces|replacing|changes|changing|converts|converting))(?: (?:only|just|a|an|the|single|one|old|this|line|check|call|statement|condition|of|unused|redundant|code|if)\b)*[,:]?\s*$/i;
const DIFF =
  /\b(?:line|statement|change|part|heart|core) (?:of|in) the (?:patch|diff|hunk|change)(?: is| reads)?:?\s*$|\b(?:patch|diff|hunks?)\b (?:now |also |then )(?:shows?|contains?|reads?|has|includes?)(?: the| a| this)?:?\s*$|\b(?:patch|diff|hunks?|code change|change)\b (?:itself )?(?:shows?|contains?|reads?|has|includes?|says)(?: (?:that|the|a|line|lines|code|following|this))*:?\s*$/i;

/** A verb of change before the quote, with other words between: the quote stands in the patch or at least in a file that it changes. */
const TOUCHED =
  /\b(?:add|insert|introduc|append|remov|delet|drop|replac)(?:e|es|s|ing)?\b(?! by| in )[^`"“.,;]{0,50}$/i;

const NEW = /\bnew (?:line|statement|check|call|condition|guard|test|branch|helper|code)\b[^`"“.;]{0,20}$/i;

/** The words right before or behind a quote say that the message has it. */
export const saysMessage = (before: string, behind: string): boolean =>
  (MESSAGE.test(before) && !PRINTED.test(before.slice(-45)) && !/\b(?:commit)\s*$/i.test(before.trimEnd())) ||
  MESSAGE_BEHIND.test(behind);

const TEXT =
  /\b(?:commit (?:message|log|text|description|body)|change ?log|log entry|(?:the|its|this) log\b(?! (?:message|buffer|level))|message|description|submitter|author|rationale|justification|reasoning|stated reason|cover letter|in (?:his|her|their|its) (?:own )?words|author (?:\w+ )?(?:writes|wrote|says|said|states|notes|explains|puts|adds|claims|argues|describes|tells)|(?:wording|words|text) (?:of|in|from) (?:the|this) (?:commit|patch))\b/i;
/** Messages that programs print. */
const PRINTED =
  /\b(?:error|warning|(?<!commit )log|debug|console|kernel|dmesg|assert\w*|oops|panic|trace|info|status|protocol|ioctl|mail|netlink|ipc|mailbox) (?:message|description)|\b(?:(?:print|emit|dump|display|warn)(?:s|ed|ing)?|logs|logged) |\b(?:message|description)s? (?:queue|passing|type|buffer|id|size|ring)\b/i;

/** The message of the commit is spoken of near the quote. */
export function besideMessage(before: string, behind: string): boolean {
  const around = `${before.slice(-90)} ${nextWords(behind)}`;
  return TEXT.test(around) && !PRINTED.test(around) && !DENIED.test(around);
}

/** The words behind, up to the end of the sentence; a word that is cut in two is left out. */
function nextWords(behind: string): string {
  const part = behind.slice(0, 70).split(/[.;]/)[0];
  return part.length < 70 ? part : part.replace(/\b\w*$/, '');
}

const DENIED = /\b(?:not|never|nowhere|no|without|should|could|would|instead|n't)\b/i;

const CHANGES =
  /\b(?:add(?:s|ed|ing|ition)?|insert\w*|introduc\w*|append\w*|put(?:s|ting)? (?:in|there)|plac(?:es|ed|ing)|brings?|new|(?:plus|minus|added|removed|new|old) (?:side|lines?|code|part)|after (?:the|this) (?:patch|commit|change|fix)|gains?|remov\w*|delet\w*|drop(?:s|ped|ping)?|replac\w*|tak(?:es|en) out|(?:patch|diff|hunk|fix|commit|change|code|line)s? (?:itself )?(?:now )?(?:has|have|says?|reads?|contains?|shows?|uses|calls|does|checks|gets)|(?:boils|comes) down to|done (?:by|with|via)|(?:key|essential|crucial|decisive|main) (?:line|change|hunk|part|statement)|comes with|(?:it|code|patch|fix|commit) (?:now )?(?:calls|says|reads|gets|uses|checks)|with (?:this|the) (?:patch|fix|commit|change))\b/i;

/** What the patch does is spoken of near the quote. */
export function besidePatch(before: string, behind: string): boolean {
  const around = `${before.slice(-70)} ${nextWords(behind).slice(0, 45)}`;
  return (
    CHANGES.test(around) &&
    !DENIED.test(around) &&
    !/\b(?:in|of|from) (?:the )?(?:function|helper|caller|callee|other)\b/i.test(around)
  );
}

export const saysPatch = (introduction: string): boolean =>
  (CHANGES.test(introduction) || /\b(?:patch|diff|hunk)\b/i.test(introduction)) && !DENIED.test(introduction);

/** Signs that prose does not have. */
export const looksLikeCode = (text: string): boolean => /[;={}<>&|_]|->|\w\(/.test(text);

export function whereOf(before: string, behind: string): Where {
  if (/\b(?:not|n't|never|instead of|without|would|should|could)\b[^`]{0,30}$/i.test(before)) return 'anywhere';
  if (ADDED.test(before)) return 'added';
  if (/\bwith\s*$/i.test(before) && /^\s*(?:now )?(?:added|inserted)\b/i.test(behind)) return 'added';
  if (NEW.test(before)) return 'touched';
  if (
    REMOVED.test(before) &&
    (!/(?:replac|chang|convert)\w*/i.test(before.slice(-40)) || /^[^`.]{0,20}\b(?:with|by|to|into)\b/.test(behind))
  )
    return 'removed';
  if (DIFF.test(before)) return 'patch';
  return TOUCHED.test(before) ? 'touched' : 'anywhere';
}

/** Ids, subjects of other commits, commands, versions, paths and trailers are read by other readers or are no quotes of this commit. */
export function isOther(quote: string, before: string): boolean {
  return (
    /^[0-9a-f]{7,64}$/.test(quote) ||
    /^\w*\*\w*(?:\(\)?)?$/.test(quote) ||
    /^(?:git|grep|b4|make|autosel|sudo|cd|ls|cat|rg) /.test(quote) ||
    /^v?\d+(?:\.\d+)+[\w.-]*$/.test(quote) ||
    /^[\w./-]+\.\w{1,4}:\d+(?:-\d+)?$/.test(quote) ||
    /^(?:Fixes|Cc|[A-Z][\w-]+-by|Link|Closes):/.test(quote) ||
    /[0-9a-f]{7,40}[`)]?[\s,:(]*$/.test(before) ||
    /^(?:linux-|stable)[\w./-]*$/.test(quote)
  );
}
