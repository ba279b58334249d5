import type { Scalar } from 'yaml';

const singleQuoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Words that a reader of YAML takes for something else than a text. */
const OTHER = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

/**
 * A text in the style that a scalar has, as far as that style can hold it; null where it cannot.
 * @param inFlow whether the scalar is within brackets or braces
 */
export function scalarText(value: string, { type }: Scalar, inFlow: boolean): string | null {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return JSON.stringify(value);
    case 'QUOTE_SINGLE':
      return singleQuoted(value);
    case 'PLAIN': {
      const isPlain =
        !/[:#\n]|^[^A-Za-z]|\s$/.test(value) && !(inFlow && /[[\]{},]/.test(value)) && !OTHER.test(value);
      return isPlain ? value : singleQuoted(value);
    }
    default:
      return null;
  }
}
