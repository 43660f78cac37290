import { isLocalHost } from '@lodestream/service-kit';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { DashboardSettings } from '../config.js';

const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** The names this dashboard is reached by. A page elsewhere whose name was rebound to our address comes by another name. */
export class OwnAddresses {
  private readonly origins: ReadonlySet<string>;
  private readonly hosts: ReadonlySet<string>;

  constructor({ host, public_urls: publicUrls }: Pick<DashboardSettings, 'host' | 'public_urls'>) {
    const urls = publicUrls.map((url) => new URL(url));
    this.origins = new Set(urls.map((url) => url.origin));
    this.hosts = new Set([...urls.map((url) => url.hostname), ...(anyAddress.has(host) ? [] : [isIP(host) === 6 ? `[${host}]` : host])]);
  }

  /** Whether a request came by one of our names, and from no page of another origin than the one it asked. */
  areMeantBy({ host, origin }: IncomingHttpHeaders): boolean {
    const asked = host === undefined ? null : URL.parse(`http://${host}`);
    if (asked === null || !(isLocalHost(host) || this.hosts.has(asked.hostname))) return false;
    if (origin === undefined) return true;
    return this.origins.has(origin) || URL.parse(origin)?.host === asked.host;
  }

  /** Whether a browser reached us through TLS, so that the cookie must not leave it in the clear. */
  isSecure({ host, origin }: IncomingHttpHeaders): boolean {
    if (origin !== undefined) return origin.startsWith('https:');
    return [...this.origins].some((one) => one === `https://${host}`);
  }
}
