import { isLoopback } from '../config/is-loopback.js';

/** Whether a Host header names this machine: a page elsewhere that had its name rebound to 127.0.0.1 does not. */
export function isLocalHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return name === 'localhost' || isLoopback(name);
}

/** Whether an Origin header, where there is one, belongs to this machine. */
export function isLocalOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  return url !== null && isLocalHost(url.host);
}
