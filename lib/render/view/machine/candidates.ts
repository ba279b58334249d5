import { sampleOf, type Decidable } from 'onex-runtime/contract';

/** Maximum length of a text that a test writes out for a condition. */
const LONGEST_TEXT = 60;

/** Returns values that may fulfill a condition, the most natural first. The caller must check each. */
export function candidatesFor(condition: Decidable, other?: unknown): readonly unknown[] {
  switch (condition.kind) {
    case 'compare':
      return comparing(condition.operator, condition.value);
    case 'compare_fields':
      return Array.isArray(other) ? [...other, ...UNEQUAL] : comparing(condition.operator, other);
    case 'absent':
      return [null];
    case 'contains':
      return [condition.value, String(condition.value), [condition.value]];
    case 'min_length':
      return condition.length > LONGEST_TEXT
        ? []
        : [
            'example'.padEnd(condition.length, '.'),
            Array.from({ length: condition.length }, () => 'example'),
          ];
    case 'max_length':
      return ['example'.slice(0, condition.length), []];
    case 'matches': {
      const text = sampleOf({ kind: 'string', constraints: { pattern: condition.source } }, {});
      return text.found ? [text.value] : [];
    }
    default:
      return ['example', 1, true, {}];
  }
}

const UNEQUAL: readonly unknown[] = ['something else', 1, 2, true, false];

function comparing(operator: string, wanted: unknown): readonly unknown[] {
  switch (operator) {
    case '==':
      return equalTo(wanted);
    case 'in':
      return (Array.isArray(wanted) ? wanted : [wanted]).flatMap(equalTo);
    case '!=':
    case 'not_in':
      return UNEQUAL;
    default: {
      const number = Number(wanted);
      return operator.startsWith('<')
        ? [number, number - 1, number - 0.5]
        : [number, number + 1, number + 0.5];
    }
  }
}

const NAMED: Readonly<Record<string, unknown>> = { True: true, False: false, None: null };

/** Returns values whose Python text equals the text in a contract's comparison. */
function equalTo(wanted: unknown): readonly unknown[] {
  const text = String(wanted);
  if (Object.hasOwn(NAMED, text)) return [NAMED[text], text];
  return typeof wanted === 'number' ? [wanted, text] : [wanted, text, Number(text)];
}
