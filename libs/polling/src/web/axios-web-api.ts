import { PermanentError, TransientError } from '@lodestream/component';
import axios, { type AxiosInstance, AxiosError } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { AddressGuard } from '../http/address-guard.js';
import { guardedLookup, type Resolve, resolveBySystem } from '../http/guarded-lookup.js';
import { mapHttpError } from '../http/map-error.js';
import type { WebApi, WebReply, WebRequest } from './web-api.port.js';

/** Where a web API is and what its answers may cost. */
export interface WebApiOptions {
  /** Address every path is below, such as `https://api.example.org/v3`. */
  readonly baseUrl: string;
  /** What we call ourselves: some networks refuse who does not. */
  readonly userAgent: string;
  readonly maxBodyBytes: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly resolve?: Resolve;
}

const anywhere = ['0.0.0.0/0', '::/0'];

/**
 * A web API over connections that are kept. No redirect is followed (a credential would go with it), no body or wait is without a bound,
 * and no name leads to an address that is never polled.
 */
export class AxiosWebApi implements WebApi {
  private readonly http: AxiosInstance;
  private readonly agents: readonly [HttpAgent, HttpsAgent];
  private readonly what: string;

  /** @throws PermanentError of class `validation` on a base address that may not be asked */
  constructor(options: WebApiOptions) {
    const guard = new AddressGuard(anywhere);
    const { hostname, host } = baseOf(options.baseUrl);
    this.what = host;
    if (isIP(hostname) !== 0) guard.check(hostname);
    const settings = { keepAlive: true, maxSockets: 4, lookup: guardedLookup(guard, options.resolve ?? resolveBySystem) };
    this.agents = [new HttpAgent(settings), new HttpsAgent(settings)];
    this.http = axios.create({
      baseURL: options.baseUrl,
      httpAgent: this.agents[0],
      httpsAgent: this.agents[1],
      headers: { accept: 'application/json', 'user-agent': options.userAgent, ...options.headers },
      maxRedirects: 0,
      maxContentLength: options.maxBodyBytes,
      maxBodyLength: options.maxBodyBytes,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
    });
  }

  async ask({ path, query, json, headers, withinMs, signal }: WebRequest): Promise<WebReply> {
    const late = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
    try {
      const reply = await this.http.request<string>({
        url: path,
        method: json === undefined ? 'GET' : 'POST',
        ...(query === undefined ? {} : { params: query }),
        ...(json === undefined ? {} : { data: json }),
        ...(headers === undefined ? {} : { headers }),
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      });
      const text = String(reply.data ?? '');
      return { status: reply.status, headers: textHeaders(reply.headers), text, json: parsed(text) };
    } catch (error) {
      throw this.mapped(error, late.aborted);
    }
  }

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  /** The vendor's error holds the request with its credentials, so it is never a cause. */
  private mapped(error: unknown, isLate: boolean): unknown {
    if (!(error instanceof AxiosError)) return error;
    if (isLate) return new TransientError(`${this.what} did not answer in time`, 'timeout');
    if (error.code === AxiosError.ERR_CANCELED) return new TransientError(`the request to ${this.what} was given up`, 'connectivity');
    if (/maxContentLength/.test(error.message)) return new PermanentError(`${this.what} answered with too large a body`, 'malformed');
    const inner: unknown = error.cause ?? error;
    if (inner instanceof PermanentError || inner instanceof TransientError) return inner;
    return withoutCause(error.code ?? '', this.what);
  }
}

function withoutCause(code: string, what: string): Error {
  try {
    const { message, errorClass, name } = mapHttpError({ code }, what);
    return name === 'TransientError' ? new TransientError(message, errorClass) : new PermanentError(message, errorClass);
  } catch {
    return new TransientError(`${what} gave no whole answer (${code || 'no code'})`, 'connectivity');
  }
}

function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new PermanentError(`"${text}" is no address of a web API`, 'validation');
  return url;
}

function textHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
