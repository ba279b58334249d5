import { createRequire } from 'node:module';

/**
 * Loads modules of the installed client. Null in a bundle that has no URL of its own, because it contains the client.
 */
export function requireClient(): NodeJS.Require | null {
  const url: string | undefined = import.meta.url;
  return url === undefined || url === '' ? null : createRequire(url);
}
