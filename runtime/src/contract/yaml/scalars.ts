/** What a plain scalar of YAML 1.1 is, and what people should know of it. */
export interface PlainScalar {
  /** An integer that a number cannot hold exactly is a bigint; a date is the text that it is written as. */
  readonly value: string | number | bigint | boolean | null;
  readonly kind: 'null' | 'boolean' | 'integer' | 'float' | 'date' | 'text';
  /** Why the value is easily misunderstood; null where it is plain. */
  readonly remark: string | null;
  /** Whether Python's reader refuses a file that holds it. */
  readonly refused?: true;
}

/** The three spellings of a word that YAML 1.1 knows: `yes`, `Yes`, `YES`. */
const spellings = (word: string): string[] => [
  word,
  `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
];
const TRUE = new Set(['yes', 'true', 'on'].flatMap(spellings));
const FALSE = new Set(['no', 'false', 'off'].flatMap(spellings));
const NULL = new Set(['', '~', ...spellings('null')]);

const INTEGER =
  /^(?<sign>[-+]?)(?:0b(?<binary>[01_]+)|0x(?<hexadecimal>[\da-fA-F_]+)|0(?<octal>[0-7_]+)|(?<decimal>0|[1-9][\d_]*))$/;
const FLOAT = /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?)$/;
const SPECIAL = /^(?<sign>[-+]?)\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
const SEXAGESIMAL = /^(?<sign>[-+]?)(?<parts>\d[\d_]*(?::[0-5]?\d)+)(?<fraction>\.[\d_]*)?$/;
const DATE =
  /^(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)(?:(?:[Tt]|[ \t]+)(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/;

/** Python's own bound; a number of more digits is text here. */
const MOST_DIGITS = 4300;
const MOST_SEXAGESIMAL = 40;

/**
 * Reads a plain scalar as the YAML 1.1 reader of Python (PyYAML's SafeLoader) does: `no` is false, `010` is 8, `1:30` is
 * 90, `1e3` and `0o7` are text. Only dates differ: they stay text, as JSON and the node's models have them.
 */
export function readPlain(text: string): PlainScalar {
  if (NULL.has(text)) return { value: null, kind: 'null', remark: null };
  if (TRUE.has(text)) return { value: true, kind: 'boolean', remark: null };
  if (FALSE.has(text)) return { value: false, kind: 'boolean', remark: null };
  if (text === '=' || text === '<<') {
    const remark = `${text} without quotes is rejected by Python's reader; write it in quotes`;
    return { value: text, kind: 'text', remark, refused: true };
  }
  if (!/^[-+.\d]/.test(text)) return plainText(text);
  return numberOf(text) ?? dateOf(text) ?? plainText(text);
}

function plainText(text: string): PlainScalar {
  return { value: text, kind: 'text', remark: null };
}

function numberOf(text: string): PlainScalar | null {
  const integer = INTEGER.exec(text)?.groups;
  if (integer !== undefined) return integerOf(text, integer);
  if (FLOAT.test(text)) {
    return { value: Number(text.replaceAll('_', '')), kind: 'float', remark: null };
  }
  const special = SPECIAL.exec(text);
  if (special !== null) {
    const sign = special.groups?.['sign'];
    const value = sign === undefined ? Number.NaN : Number(`${sign}Infinity`);
    return { value, kind: 'float', remark: null };
  }
  const sixties = text.length > MOST_SEXAGESIMAL ? undefined : SEXAGESIMAL.exec(text)?.groups;
  return sixties === undefined ? null : sexagesimalOf(text, sixties);
}

type Groups = Readonly<Record<string, string | undefined>>;

function integerOf(text: string, groups: Groups): PlainScalar {
  const { sign, binary, hexadecimal, octal, decimal } = groups;
  const [prefix, written] =
    binary !== undefined
      ? ['0b', binary]
      : hexadecimal !== undefined
        ? ['0x', hexadecimal]
        : octal !== undefined
          ? ['0o', octal]
          : ['', decimal ?? ''];
  const bare = written.replaceAll('_', '');
  const digits = octal !== undefined && bare === '' ? '0' : bare;
  if (digits === '' || digits.length > MOST_DIGITS) return plainText(text);
  const size = BigInt(`${prefix}${digits}`);
  const value = exact(sign === '-' ? -size : size);
  const remark =
    octal === undefined ? null : `${text} is read as octal, ${String(value)}; write the number in decimal`;
  return { value, kind: 'integer', remark };
}

/** `1:30` is ninety: base sixty. */
function sexagesimalOf(text: string, { sign, parts = '', fraction }: Groups): PlainScalar | null {
  // Python's integers of this form do not start with 0.
  if (fraction === undefined && parts.startsWith('0')) return null;
  const size = parts
    .replaceAll('_', '')
    .split(':')
    .reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  const whole = exact(sign === '-' ? -size : size);
  const value =
    fraction === undefined
      ? whole
      : Number(`${sign}${Number(size) + Number(`0${fraction.replaceAll('_', '')}`)}`);
  const remark = `${text} is read as a number in base sixty, ${String(value)}, as Python's reader does; write the number in decimal, or text in quotes`;
  return { value, kind: fraction === undefined ? 'integer' : 'float', remark };
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function dateOf(text: string): PlainScalar | null {
  const { year, month, day, hour = '', minute = '', second = '' } = DATE.exec(text)?.groups ?? {};
  if (year === undefined) return null;
  // Without a time the form is exact: `2026-1-2` is text.
  if (hour === '' && (month?.length !== 2 || day?.length !== 2)) return null;
  const isReal =
    isDay(Number(year), Number(month), Number(day)) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (isReal) return { value: text, kind: 'date', remark: null };
  const remark = `${text} is not a date of the calendar; Python's reader rejects it`;
  return { value: text, kind: 'date', remark, refused: true };
}

/** Whether the calendar has such a day. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  // Day 0 of the next month is the last of this one; years below 100 would be taken for 19xx.
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return day <= last;
}
