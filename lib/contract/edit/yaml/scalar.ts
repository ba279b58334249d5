import type { Scalar } from 'yaml';

const singleQuoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Words that a YAML reader does not take for text. */
const OTHER = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

/**
 * Writes a text in the style of a scalar, if that style can represent it; otherwise returns null.
 * @param inFlow Whether the scalar is within brackets or braces.
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
