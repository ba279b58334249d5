/** Where a Consul agent is. */
export interface ConsulAddress {
  /** A name or an IP address, without the brackets that a URL has around one of version 6. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** For messages and logs: whatever credentials the URL holds are left out. */
  readonly shown: string;
}

/**
 * Reads `http://127.0.0.1:8500`; without a scheme http is meant. Consul's own port is meant only where none is written,
 * which the URL does not contain: it drops the port of its scheme. Null when it is not an address.
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
