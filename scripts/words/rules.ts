/**
 * The private words of this project, and the standard term for each. A word that has an innocent use is listed as a
 * phrase, or with what must not precede or follow it, so the innocent use passes.
 */

export interface Rule {
  /** Names the rule in reports and in `allowed.json`. */
  readonly word: string;
  /** What to write instead. */
  readonly better: string;
  /** Matches the word in prose, as whole words in any case. A space matches any white space, a line break included. */
  readonly pattern: string;
}

const rule = (word: string, better: string, pattern = word): Rule => ({ word, better, pattern });

const BE = '(?:is|are|was|were|be|been|being)';

/** Single words that are private wherever they occur in prose. */
const WORDS: readonly Rule[] = [
  rule('told', '"reported", "recorded", or "specified"', 'told(?! (?:apart|from)\\b)'),
  rule('tells', '"says", "reports", or "specifies"', '(?:tells|tell)(?! (?:\\w+ ){0,3}(?:apart|from)\\b)'),
  rule('heirs', '"subclasses"', 'heirs?'),
  rule('habits', '"code style"', 'habits?'),
  rule('goodbye', '"shutdown announcement"', 'goodbyes?'),
  rule('anew', '"again" ("created again", "regenerated")'),
  rule('makers', '"authors" or "maintainers"', 'makers?'),
  rule('mend', '"fix" or "repair"', 'mend(?:s|ed|ing)?'),
  rule('mishap', '"failure"', 'mishaps?'),
  rule('slip', '"typo" or "mistake"', 'slips?(?! (?:through|past|in)\\b)'),
  rule('wishes', '"emits" or "requests"', 'wish(?:es|ed)?'),
  rule(
    'brings',
    '"contains", "adds", or "installs"',
    '(?:brings?|bringing|brought)(?! (?:\\S+ ){1,6}(?:up to date|down)\\b)',
  ),
  rule('beats', '"sends heartbeats"'),
];

/** Words that are private in some phrases only. */
const PHRASES: readonly Rule[] = [
  rule(
    'letter',
    '"dead letter"',
    '(?:the|a|this|that|each|such|its) letter(?= (?:of|on|that|whose|is|was|has|itself|without)\\b)',
  ),
  rule('away', '"unavailable"', `(?:${BE}|stays?|stayed|still|goes|go) away(?! (?:with|from)\\b)`),
  rule('leave away', '"omit"', '(?:leaves?|leaving|left) (?:it |them |the \\w+ )?away'),
  rule('stands on', '"is built on" or "depends on"', '(?:stands?|stood|standing) on'),
  rule('stands', '"is" or "is written"', '(?:stands|stood)(?! (?:for|in for|by|on|out)\\b)'),
  rule('takes up', '"applies" or "accepts"', '(?:takes?|took|taken|taking) (?:it |them |this )?up'),
  rule('gives out', '"publishes", "emits", or "returns"', '(?:gives?|gave|given|giving) (?:it |them )?out'),
  rule(
    'keeps',
    '"stores" or "retains"',
    `(?:stores?|servers?|nodes?|logs?|databases?|brokers?|bus|tables?) keeps?|${BE} kept(?= (?:in|by|of|with|beside|there|here)\\b)`,
  ),
  rule('fit', '"match"', 'fits?(?= (?:its|the|a|their|an) (?:model|contract|type|schema|field|step)s?\\b)'),
  rule('put back', '"restored"', 'put(?:s|ting)?[- ]back'),
  rule('as recorded', '"unchanged since the last run"', 'as[- ]recorded'),
  rule('in hand', '"in progress"', 'in[- ]hand'),
  rule('lives', '"is in" or "runs"', 'live[sd]?(?= (?:in|on|at|beside|under|there|here|by|with|behind)\\b)'),
  rule('let go of', '"released" or "removed"', '(?:lets?|letting) (?:it |them )?go'),
  rule('hold back', '"withhold" or "delay"', '(?:holds?|held|holding) (?:it |them )?back'),
  rule('on its way', '"in flight"', 'on (?:its|their) way'),
  rule('look after', '"manage"', 'look(?:s|ed|ing)? after'),
  rule('nothing is said', '"not specified"', '(?:nothing is said|says? nothing|said nothing)'),
  rule('do what they say', 'what the option does', 'do(?:es)? what (?:it|they) says?'),
  rule('without effect', '"ignored"', 'as (?:it|they) (?:is|are),? without effect'),
  rule(
    'is no',
    '"is not a"',
    `(?<!there |there will )${BE} no(?= (?!larger|longer|more|other|need|such|one|way|reason|different|better|worse|later|earlier\\b)[a-z])`,
  ),
  rule(
    'else',
    '"otherwise"',
    '(?<=[.:;] {1,2})else(?= [a-z])|(?<=, )else(?= (?:the|a|an|from|of|to|in|by|it|its|null|with|as)\\b)',
  ),
];

/** All rules. */
export const RULES: readonly Rule[] = [...WORDS, ...PHRASES];
