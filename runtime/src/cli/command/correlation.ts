import { CliError } from '../cli-error.ts';

/**
 * The start of correlation IDs, in lower case, from a UUID or at least its first 8 hex digits, as `tail` prints them
 * (`#3f2a91bc`), with or without dashes. Null if none is given. @throws CliError for anything else.
 */
export function parseCorrelation(text: string | undefined): string | null {
  if (text === undefined) return null;
  const id = text.replace(/^#/, '').toLowerCase();
  const digits = id.replaceAll('-', '');
  const [, ...groups] = /^(.{8})(.{0,4})(.{0,4})(.{0,4})(.{0,12})$/.exec(digits) ?? [];
  const uuid = groups.filter((group) => group !== '').join('-');
  if (/^[0-9a-f]{8,32}$/.test(digits) && (id === digits || id === uuid)) return uuid;
  throw new CliError(`--correlation takes a UUID or its first 8 hex digits or more, not "${text}"`);
}
