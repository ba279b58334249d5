import { createHash } from 'node:crypto';

/**
 * A name for every distinct expression, usable as a file and a function: the words of the expression
 * (`total > limit * 2` → `total_limit_2`). Expressions with the same words get the operators too
 * (`total_gt_limit_times_2`), and a hash where that is not enough. Each of these names depends on its own expression
 * and never on the order, so code that was written for one expression is never taken for another.
 */
export function guardNames(expressions: Iterable<string>): ReadonlyMap<string, string> {
  const distinct = [...new Set(expressions)];
  const plain = distinctNames(distinct, wordsOf);
  const spelled = distinctNames(
    distinct.filter((expression) => !plain.has(expression)),
    (expression) => wordsOf(spellOperators(expression)),
  );
  const taken = new Set(plain.values());
  return new Map(
    distinct.map((expression) => {
      const name = plain.get(expression) ?? spelled.get(expression);
      const isFree = plain.has(expression) || (name !== undefined && !taken.has(name));
      return [expression, isFree && name !== undefined ? name : hashed(expression)];
    }),
  );
}

/** Names of those expressions whose name no other one has. */
function distinctNames(expressions: readonly string[], nameOf: (expression: string) => string) {
  const byName = Map.groupBy(expressions, nameOf);
  return new Map(
    [...byName].flatMap(([name, [only, ...others]]): [string, string][] =>
      only === undefined || others.length > 0 ? [] : [[only, name]],
    ),
  );
}

const LONGEST = 60;

function wordsOf(expression: string): string {
  const words = expression.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.join('_').slice(0, LONGEST).replace(/_+$/, '');
  if (name === '') return 'guard';
  return /^[a-z]/.test(name) ? name : `guard_${name}`;
}

/** Sixty characters of words, and eight of the hash. */
function hashed(expression: string): string {
  const hash = createHash('sha256').update(expression).digest('hex').slice(0, 8);
  return `${wordsOf(expression)}_x${hash}`;
}

const SPELLING: readonly (readonly [RegExp, string])[] = [
  [/>=/g, 'ge'],
  [/<=/g, 'le'],
  [/!=/g, 'ne'],
  [/===?/g, 'eq'],
  [/&&/g, 'and'],
  [/\|\|/g, 'or'],
  [/>/g, 'gt'],
  [/</g, 'lt'],
  [/=/g, 'is'],
  [/!/g, 'not'],
  [/\*/g, 'times'],
  [/\//g, 'by'],
  [/\+/g, 'plus'],
  [/-/g, 'minus'],
  [/%/g, 'mod'],
];

function spellOperators(expression: string): string {
  return SPELLING.reduce((text, [sign, word]) => text.replace(sign, ` ${word} `), expression);
}
