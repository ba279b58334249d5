import { LONGEST_TIMER } from '../values/index.ts';
import { consulAddress } from '../discovery/consul/address.ts';
import { UsageError } from './usage-error.ts';

/** Reads the value of a setting. @throws UsageError `expected …` for a value of another type or out of range. */
export interface Parser<T> {
  (value: unknown): T;
  /** Type and range, as messages, help texts, and docs state them. */
  readonly expected: string;
}

/** @param read returns undefined for a value that is refused */
function parser<T>(expected: string, read: (value: unknown) => T | undefined): Parser<T> {
  const parse = (value: unknown): T => {
    const found = read(value);
    if (found === undefined) throw new UsageError(`expected ${expected}`);
    return found;
  };
  return Object.assign(parse, { expected });
}

/** A text of one line without spaces around it; undefined for anything else, and for an empty text. */
function lineOf(value: unknown): string | undefined {
  const given = typeof value === 'number' ? String(value) : value;
  // oxlint-disable-next-line no-control-regex
  if (typeof given !== 'string' || /[\u0000-\u001f\u007f]/u.test(given)) return undefined;
  return given.trim() === '' ? undefined : given.trim();
}

export const text: Parser<string> = parser('text on one line', lineOf);

export const yesNo: Parser<boolean> = parser('true or false', (value) => {
  const given = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (given === true || given === 'true') return true;
  return given === false || given === 'false' ? false : undefined;
});

/** `a:9092,b:9092`, or a list of such. */
export const serverList: Parser<readonly string[]> = parser('host:port, comma-separated', (value) => {
  const parts = Array.isArray(value) ? value.map(lineOf) : lineOf(value)?.split(',');
  const servers = parts?.map((part) => part?.trim()).filter((part) => part !== '') ?? [];
  return servers.length > 0 && servers.every(isServer) ? servers : undefined;
});

function isServer(server: string | undefined): server is string {
  const number = /^(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/u.exec(server ?? '')?.[1];
  return number !== undefined && Number(number) >= 1 && Number(number) <= 65_535;
}

export const port: Parser<number> = parser('a port from 0 to 65535', (value) => wholeNumber(value, 0));

export const count: Parser<number> = parser('a whole number from 1 to 65535', (value) =>
  wholeNumber(value, 1),
);

export const countOrNone: Parser<number> = parser('a whole number from 0 to 65535', (value) =>
  wholeNumber(value, 0),
);

function wholeNumber(value: unknown, least: number): number | undefined {
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && Number.isInteger(number) && number >= least && number <= 65_535;
  return fits ? number : undefined;
}

/** For numbers that the broker checks further. */
export const creationCount: Parser<number> = parser('a whole number above 0', (value) => {
  const number = /^\d{1,15}$/u.test(String(value).trim()) ? Number(value) : 0;
  return number > 0 ? number : undefined;
});

const isHost = (host: string | undefined): host is string => host !== undefined && /^[\w.:-]+$/u.test(host);

export const hostName: Parser<string> = parser('a host name or an IP address', (value) => {
  const host = lineOf(value);
  return isHost(host) ? host : undefined;
});

export const advertisedHost: Parser<string> = parser(
  'an address that others can reach, not a wildcard',
  (value) => {
    const host = lineOf(value);
    return isHost(host) && !isWildcard(host) ? host : undefined;
  },
);

const WILDCARDS: ReadonlySet<string | undefined> = new Set(['0.0.0.0', '[::]', '[::ffff:0:0]']);

/** Whether an address means "every interface", in whatever notation: `0`, `0x0`, and `::0` are such addresses as well. */
export function isWildcard(host: string): boolean {
  return WILDCARDS.has(URL.parse(`http://${host.includes(':') ? `[${host}]` : host}/`)?.hostname);
}

/** CONSUL_HTTP_ADDR has no scheme by custom. */
export const consulUrl: Parser<string> = parser('an http or https URL', (value) => {
  const given = lineOf(value) ?? '';
  if (consulAddress(given) === null) return undefined;
  return given.includes('://') ? given : `http://${given}`;
});

export const postgresUrl: Parser<string> = parser('a postgresql:// URL', (value) =>
  urlOf(lineOf(value) ?? '', ['postgres:', 'postgresql:']),
);

function urlOf(given: string, protocols: readonly string[]): string | undefined {
  const url = URL.parse(given);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '' ? given : undefined;
}

/** The folder as it is written; the caller resolves a relative path. */
export const directory: Parser<string> = parser('the path of a folder', lineOf);

/** One of some words, in any case. */
export function oneOf<Word extends string>(words: readonly Word[]): Parser<Word> {
  return parser(`one of ${words.join(', ')}`, (value) => {
    const given = lineOf(value)?.toLowerCase();
    return words.find((word) => word.toLowerCase() === given);
  });
}

/** The same, several with commas between them. */
export function listOf<Word extends string>(words: readonly Word[]): Parser<readonly Word[]> {
  return parser(`some of ${words.join(', ')}, comma-separated`, (value) => {
    const given = (lineOf(value) ?? '').split(',').map((word) => word.trim());
    const found = given.filter((word) => word !== '').map((word) => words.find((known) => known === word));
    return found.every((word) => word !== undefined) ? found : undefined;
  });
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `14d`, `36h`, `90m`, or `30s`, as ms. */
export const duration: Parser<number> = parser(
  'a duration above 0, such as 14d, 36h, 90m, or 30s',
  (value) => {
    const match = /^(\d{1,6}(?:\.\d+)?)\s*([smhd])$/u.exec(lineOf(value) ?? '');
    const ms = match === null ? 0 : Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
    return ms > 0 ? ms : undefined;
  },
);

const YEAR_MS = 365 * UNITS.d;

/** Seconds, `30` or `30s`, or `500ms`. A timer of Node waits at most 24.8 days, so a longer time counts as that. */
export const secondsAsMs: Parser<number> = parser(
  'a number of seconds, such as 30 or 500ms, of at most a year',
  (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s)?$/u.exec(lineOf(value) ?? '');
    const ms = match === null ? Infinity : Math.round(Number(match[1]) * (match[2] === 'ms' ? 1 : 1000));
    return ms <= YEAR_MS ? Math.min(ms, LONGEST_TIMER) : undefined;
  },
);

/** The same for an interval, which is above 0. */
export const intervalAsMs: Parser<number> = parser(
  'a number of seconds above 0, of at most a year',
  (value) => {
    const seconds = Number(/^\d*\.?\d+$/u.exec(lineOf(value) ?? '')?.[0]);
    return seconds > 0 && seconds * 1000 <= YEAR_MS ? Math.min(seconds * 1000, LONGEST_TIMER) : undefined;
  },
);
