import { quote } from 'onex-cli-kit';
import type { Comparison, Condition } from '../../model.ts';
import { parseList, parseOperand } from './literals.ts';
import { parsePattern } from './patterns.ts';
import { pythonNumber } from './python-values.ts';

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
const OPERATORS: Readonly<Record<string, Comparison>> = {
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

/** Fields that a payload or an entity's data may have. */
export interface KnownFields {
  readonly names: ReadonlySet<string>;
  /** Whether there may be others, because an operation does not list its fields. */
  readonly open: boolean;
}

/** A condition, and what its author must know about it. */
export interface ParsedCondition {
  readonly condition: Condition;
  readonly warning: string | null;
}

/**
 * Parses a transition's condition, never evaluates it: `x is_present`, `x not_exists`, `x is_valid`, comparisons with a
 * literal (`amount >= 10`, `kind in ["a", "b"]`, `kind in a,b`) or another field (`spent <= budget`), `x contains a`,
 * `x min_length 1`, `x max_length 9`, and `x matches PATTERN` where the pattern is safe. Anything else is a guard for
 * the owner to write; its name is given later. The words are those of omnibase-core's condition parser, and
 * `is_present`, `is_valid`.
 */
export function parseCondition(expression: string, fields: KnownFields): ParsedCondition {
  const text = expression.trim();
  const known =
    text.length > MAX_LENGTH
      ? null
      : (stateCondition(text) ?? contentCondition(text) ?? comparison(text, fields));
  if (known === null) return plain({ kind: 'guard', name: '', expression: text });
  return 'warning' in known ? known : plain(known);
}

const plain = (condition: Condition): ParsedCondition => ({ condition, warning: null });

function stateCondition(text: string): Condition | null {
  const [, field = '', word = ''] = STATE.exec(text) ?? [];
  const kind = STATES[word];
  return kind === undefined ? null : { kind, field };
}

function contentCondition(text: string): Condition | null {
  const [, field = '', word = '', written = ''] = CONTENT.exec(text) ?? [];
  if (word === 'contains') {
    const operand = parseOperand(written);
    if (operand === null) return null;
    const value = operand.kind === 'word' ? operand.word : operand.value;
    return Array.isArray(value) ? null : { kind: 'contains', field, value };
  }
  if (word === 'matches') {
    const pattern = parsePattern(/^(["']).*\1$/s.test(written) ? written.slice(1, -1) : written);
    return pattern === null ? null : { kind: 'matches', field, ...pattern };
  }
  if (word !== 'min_length' && word !== 'max_length') return null;
  return /^\d{1,9}$/.test(written) ? { kind: word, field, length: Number(written) } : null;
}

function comparison(text: string, fields: KnownFields): Condition | ParsedCondition | null {
  const [, field = '', sign = '', written = ''] = COMPARE.exec(text) ?? WORDS.exec(text) ?? [];
  if (sign === '') return null;
  const operator = OPERATORS[sign] ?? (sign.replace(/^not\s+in$/, 'not_in') as Comparison);
  const isKnown = (word: string): boolean => fields.names.has(word.split('.')[0] ?? word);
  if (operator === 'in' || operator === 'not_in') {
    const list = parseOperand(written);
    if (list?.kind === 'word' && isKnown(list.word)) {
      return { kind: 'compare_fields', field, operator, other: list.word };
    }
    const items = list?.kind === 'literal' && Array.isArray(list.value) ? list : parseList(written);
    return items?.kind === 'literal' ? { kind: 'compare', field, operator, value: items.value } : null;
  }
  const operand = parseOperand(written.trim());
  if (operand === null) return null;
  const ordered = operator !== '==' && operator !== '!=';
  if (operand.kind === 'word') {
    if (isKnown(operand.word) || (ordered && fields.open)) {
      return { kind: 'compare_fields', field, operator, other: operand.word };
    }
    // No text is greater or less than another for Python's executor, so only the owner can say what is meant.
    if (ordered) return null;
    const condition: Condition = { kind: 'compare', field, operator, value: operand.word };
    return {
      condition,
      warning: `${quote(operand.word)} is not a field of the contract, so ${field} is compared with the text`,
    };
  }
  const { value } = operand;
  if (Array.isArray(value) || (ordered && !isNumber(value))) return null;
  const condition: Condition = { kind: 'compare', field, operator, value };
  const spelled = PYTHON_SPELLING[String(value)];
  return typeof value === 'string' || spelled === undefined
    ? condition
    : {
        condition,
        warning:
          `${field} is compared with the text "${String(value)}"; ` +
          `to compare with the value ${String(value)}, write ${spelled}`,
      };
}

/** Python's executor compares the text of a value, and these values have another text there. */
const PYTHON_SPELLING: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };

function isNumber(value: unknown): boolean {
  return (typeof value === 'number' || typeof value === 'string') && !Number.isNaN(pythonNumber(value));
}
