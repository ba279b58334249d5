import type { Condition } from '../model.ts';
import { parsePattern } from './patterns.ts';

type Operator = Extract<Condition, { kind: 'compare' }>['operator'];

const FIELD = '[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*';
const STATE = new RegExp(
  `^(${FIELD})\\s+(is_present|exists|is_absent|not_exists|is_valid)(?:\\s+(?:true|True|_))?$`,
);
const STATES: Readonly<Record<string, 'present' | 'absent' | 'valid'>> = {
  is_present: 'present',
  exists: 'present',
  is_absent: 'absent',
  not_exists: 'absent',
  is_valid: 'valid',
};
const COMPARE = new RegExp(
  `^(${FIELD})\\s*(==|!=|<=|>=|<|>|\\bin\\b|\\bnot_in\\b|\\bnot\\s+in\\b)\\s*(\\S[\\s\\S]*)$`,
);
const OPERATORS: Readonly<Record<string, Operator>> = {
  equals: '==',
  not_equals: '!=',
  greater_than: '>',
  less_than: '<',
  greater_than_or_equal: '>=',
  less_than_or_equal: '<=',
};
const WORDS = new RegExp(`^(${FIELD})\\s+(${Object.keys(OPERATORS).join('|')})\\s+(\\S[\\s\\S]*)$`);
const CONTENT = new RegExp(`^(${FIELD})\\s+(contains|matches|min_length|max_length)\\s+(\\S[\\s\\S]*)$`);
const MAX_LENGTH = 500;

/**
 * Parses a transition's condition, never evaluates it: `x is_present`, `x not_exists`, `x is_valid`, comparisons with a
 * literal (`amount >= 10`, `kind in ["a", "b"]`, `kind in a,b`), `x contains a`, `x min_length 1`, `x max_length 9`, and
 * `x matches PATTERN` where the pattern is safe. Anything else is a guard for the owner to write, named after its text.
 * The words are those of omnibase-core's condition parser, and `is_present`, `is_valid`.
 */
export function parseCondition(expression: string): Condition {
  const text = expression.trim();
  const known =
    text.length > MAX_LENGTH ? null : (stateCondition(text) ?? contentCondition(text) ?? comparison(text));
  return known ?? { kind: 'guard', name: guardName(text), expression: text };
}

function stateCondition(text: string): Condition | null {
  const [, field = '', word = ''] = STATE.exec(text) ?? [];
  const kind = STATES[word];
  return kind === undefined ? null : { kind, field };
}

function contentCondition(text: string): Condition | null {
  const [, field = '', word = '', written = ''] = CONTENT.exec(text) ?? [];
  const value = parseLiteral(written);
  if (word === 'contains') {
    return value === undefined || Array.isArray(value) ? null : { kind: 'contains', field, value };
  }
  if (word === 'matches') {
    const pattern = parsePattern(/^(["']).*\1$/s.test(written) ? written.slice(1, -1) : written);
    return pattern === null ? null : { kind: 'matches', field, ...pattern };
  }
  if (word !== 'min_length' && word !== 'max_length') return null;
  return /^\d{1,9}$/.test(written) ? { kind: word, field, length: Number(written) } : null;
}

function comparison(text: string): Condition | null {
  const [, field = '', sign = '', written = ''] = COMPARE.exec(text) ?? WORDS.exec(text) ?? [];
  if (sign === '') return null;
  const operator = OPERATORS[sign] ?? (sign.replace(/^not\s+in$/, 'not_in') as Operator);
  const list = operator === 'in' || operator === 'not_in';
  const value = parseLiteral(list && !/^[[(]/.test(written) ? `[${written}]` : written.trim());
  return value === undefined || Array.isArray(value) !== list
    ? null
    : { kind: 'compare', field, operator, value };
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
