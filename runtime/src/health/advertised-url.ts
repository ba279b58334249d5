import { networkInterfaces } from 'node:os';
import { isWildcard } from '../settings/index.ts';

/**
 * Absolute URL of the health endpoint as others reach it: the advertised host, otherwise the bound one. For a server
 * bound to every interface, it is this machine's first outward address, because a wildcard is never advertised.
 */
export function advertisedHealthUrl(host: string, advertiseHost: string | null, port: number): string {
  const chosen = advertiseHost ?? (isWildcard(host) ? outwardAddress() : host);
  return `http://${chosen.includes(':') ? `[${chosen}]` : chosen}:${port}/health`;
}

/** Whether a URL can be reached on this machine only. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function outwardAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outward = addresses.filter(({ internal }) => !internal);
  return (outward.find(({ family }) => family === 'IPv4') ?? outward[0])?.address ?? '127.0.0.1';
}
