/** The location of a Consul agent. */
export interface ConsulAddress {
  /** A name or an IP address, without the brackets that a URL has around an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** For messages and logs, without the credentials of the URL. */
  readonly shown: string;
}

/**
 * Reads `http://127.0.0.1:8500`. The default scheme is http. Consul's own port is the default if the text has no port,
 * which cannot be read from the URL, because it drops the port of its scheme. Null if it is not an address.
 */
export function consulAddress(written: string): ConsulAddress | null {
  const text = written.trim();
  const full = text.includes('://') ? text : `http://${text}`;
  const url = URL.parse(full);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  const secure = url.protocol === 'https:';
  const ownPort = /^[^/]*\/\/[^/?#]*:0*(?<port>\d+)(?:[/?#]|$)/u.exec(full)?.groups?.['port'];
  const port = Number(ownPort ?? (secure ? 443 : 8500));
  return {
    host: url.hostname.replaceAll(/^\[|\]$/gu, ''),
    port,
    secure,
    shown: `${secure ? 'https' : 'http'}://${url.hostname}:${port}`,
  };
}
