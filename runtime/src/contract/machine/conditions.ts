import type { Condition } from '../model.ts';

type Operator = Extract<Condition, { kind: 'compare' }>['operator'];

const FIELD = '[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*';
const STATE = new RegExp(`^(${FIELD})\\s+(?:is_present|exists|is_valid)(?:\\s+(?:true|True))?$`);
const COMPARE = new RegExp(
  `^(${FIELD})\\s*(==|!=|<=|>=|<|>|\\bin\\b|\\bnot_in\\b|\\bnot\\s+in\\b)\\s*(\\S[\\s\\S]*)$`,
);
const OPERATORS: Readonly<Record<string, Operator>> = {
  equals: '==',
  not_equals: '!=',
  greater_than: '>',
  less_than: '<',
};
const WORDS = new RegExp(`^(${FIELD})\\s+(equals|not_equals|greater_than|less_than)\\s+(\\S[\\s\\S]*)$`);
const MAX_LENGTH = 500;

/**
 * Parses a transition's condition, never evaluates it: `x is_present`, `x is_valid`, comparisons with a literal
 * (`amount >= 10`, `kind in ["a", "b"]`). Anything else is a guard for the owner to write, named after its text.
 */
export function parseCondition(expression: string): Condition {
  const text = expression.trim();
  if (text.length <= MAX_LENGTH) {
    const state = STATE.exec(text)?.[1];
    if (state !== undefined) return { kind: /\sis_valid/.test(text) ? 'valid' : 'present', field: state };
    const compared = COMPARE.exec(text) ?? WORDS.exec(text);
    if (compared !== null) {
      const [, field = '', sign = '', written = ''] = compared;
      const operator = OPERATORS[sign] ?? (sign.replace(/^not\s+in$/, 'not_in') as Operator);
      const value = parseLiteral(written.trim());
      const list = operator === 'in' || operator === 'not_in';
      if (value !== undefined && Array.isArray(value) === list)
        return { kind: 'compare', field, operator, value };
    }
  }
  return { kind: 'guard', name: guardName(text), expression: text };
}

/** A literal: number, text in quotes, a bare word, true, false, null, or a list of these; undefined for anything else. */
function parseLiteral(text: string): unknown {
  if (/^[[(].*[\])]$/s.test(text)) {
    const inner = text.slice(1, -1).trim();
    if (inner === '') return [];
    const parts = inner.match(/"[^"]*"|'[^']*'|[^,]+/g) ?? [];
    const values = parts.map((part) => parseLiteral(part.trim()));
    return values.some((value) => value === undefined || Array.isArray(value)) ? undefined : values;
  }
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const quoted = /^"([^"\\]*)"$|^'([^'\\]*)'$/s.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  if (/^(?:null|none)$/i.test(text)) return null;
  return /^[A-Za-z][\w-]*$/.test(text) ? text : undefined;
}

/** A snake-case name from the words of an expression: `total > limit * 2` → `total_limit_2`. */
function guardName(expression: string): string {
  const words = expression.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.join('_').slice(0, 60).replace(/_+$/, '');
  if (name === '') return 'guard';
  return /^[a-z]/.test(name) ? name : `guard_${name}`;
}
