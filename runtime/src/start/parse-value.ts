import path from 'node:path';
import { UsageError } from './usage-error.ts';

const refuse = (expected: string): never => {
  throw new UsageError(`expected ${expected}`);
};

export function text(value: unknown): string {
  const given = typeof value === 'number' ? String(value) : value;
  // oxlint-disable-next-line no-control-regex
  if (typeof given !== 'string' || given.trim() === '' || /[\u0000-\u001f\u007f]/u.test(given)) {
    return refuse('text on one line');
  }
  return given.trim();
}

export function yesNo(value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return refuse('true or false');
}

/** `a:9092,b:9092`, or a list of such. */
export function serverList(value: unknown): readonly string[] {
  const parts = Array.isArray(value) ? value.map(text) : text(value).split(',');
  const servers = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (servers.length === 0 || !servers.every(isServer)) return refuse('host:port, comma-separated');
  return servers;
}

function isServer(server: string): boolean {
  const number = /^(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/u.exec(server)?.[1];
  return number !== undefined && Number(number) >= 1 && Number(number) <= 65_535;
}

export function port(value: unknown): number {
  return wholeNumber(value, 0) ?? refuse('a port from 0 to 65535');
}

export function count(value: unknown): number {
  return wholeNumber(value, 1) ?? refuse('a whole number from 1 to 65535');
}

export function countOrNone(value: unknown): number {
  return wholeNumber(value, 0) ?? refuse('a whole number from 0 to 65535');
}

function wholeNumber(value: unknown, least: number): number | null {
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && Number.isInteger(number) && number >= least && number <= 65_535;
  return fits ? number : null;
}

export function hostName(value: unknown): string {
  const host = text(value);
  return /^[\w.:-]+$/u.test(host) ? host : refuse('a host name or an IP address');
}

export function advertisedHost(value: unknown): string {
  const host = hostName(value);
  return isWildcard(host) ? refuse('an address that others can reach, not a wildcard') : host;
}

/** Whether an address means "every interface". */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '::0';
}

/** CONSUL_HTTP_ADDR has no scheme by custom. */
export function consulUrl(value: unknown): string {
  const given = text(value);
  return (
    urlOf(/^[a-z]+:\/\//u.test(given) ? given : `http://${given}`, ['http:', 'https:']) ??
    refuse('an http or https URL')
  );
}

export function postgresUrl(value: unknown): string {
  return urlOf(text(value), ['postgres:', 'postgresql:']) ?? refuse('a postgresql:// URL');
}

function urlOf(given: string, protocols: readonly string[]): string | null {
  const url = URL.parse(given);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '' ? given : null;
}

export function directory(value: unknown): string {
  return path.resolve(text(value));
}

export function oneOf(values: readonly string[]): (value: unknown) => string {
  return (value) => {
    const given = text(value).toLowerCase();
    return values.includes(given) ? given : refuse(`one of ${values.join(', ')}`);
  };
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `14d`, `36h`, `90m`, or `30s`, as ms. */
export function duration(value: unknown): number {
  const match = /^(\d{1,6}(?:\.\d+)?)\s*([smhd])$/u.exec(text(value));
  const ms = match === null ? 0 : Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
  return ms > 0 ? ms : refuse('a duration above 0, such as 14d, 36h, 90m, or 30s');
}

/** Seconds, `30` or `30s`, or `500ms`. */
export function secondsAsMs(value: unknown): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s)?$/u.exec(text(value));
  if (match === null) return refuse('a number of seconds, such as 30 or 500ms');
  return Math.round(Number(match[1]) * (match[2] === 'ms' ? 1 : 1000));
}
