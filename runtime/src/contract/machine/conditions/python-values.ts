const DIGITS = String.raw`\d+(?:_\d+)*`;
const FLOAT = new RegExp(`^[+-]?(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:e[+-]?${DIGITS})?$`, 'i');
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/** Python's `float(value)`; NaN where Python raises an error, and for null. */
export function pythonNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return FLOAT.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
}

/** Python's `str(value)` of a JSON value. Undefined is a missing field, which Python reads as `None`. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

function pythonRepr(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return numberText(value);
    default:
  }
  if (value === undefined || value === null) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`);
  return `{${entries.join(', ')}}`;
}

/** As Python reads and prints the JSON that JavaScript writes; JavaScript writes 1.0 as 1, which Python reads as an int. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  // Python writes an exponent of at least two digits, and none from 1e-4 on.
  return Number(exponent) < -4 ? `${mantissa}e-${exponent.slice(1).padStart(2, '0')}` : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const characters = [...text].map((character) => {
    if (character === mark) return `\\${mark}`;
    const code = character.codePointAt(0) ?? 0;
    if (code >= 32 && code !== 127 && character !== '\\') return character;
    return ESCAPES[character] ?? String.raw`\x` + code.toString(16).padStart(2, '0');
  });
  return mark + characters.join('') + mark;
}
