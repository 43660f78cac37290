import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { OpaqueSecret } from '../../kafka/kafka-options.js';
import type { SchemaRegistry } from '../schema-registry.port.js';
import { isUnknown, mapAnswer, mapRequestError, type RegistryAnswer } from './map-error.js';

/** How to reach a registry that speaks Confluent's REST interface. */
export interface ConfluentRegistryOptions {
  /** `http://host:port`, with a path where it is behind one. */
  readonly url: string;
  readonly login?: { readonly username: string; readonly password: OpaqueSecret };
  /** Whether schemas of ours that it does not know are registered, or refused. */
  readonly register: boolean;
  /** Milliseconds a question may take, connecting included. */
  readonly deadlineMs?: number;
}

const contentType = 'application/vnd.schemaregistry.v1+json';
const maxAnswerBytes = 1_048_576;

/** Asks a registry over HTTP: one question a call, bounded in time and bytes, redirects not followed. */
export class ConfluentRegistry implements SchemaRegistry {
  private readonly http: AxiosInstance;
  private readonly deadlineMs: number;

  constructor(private readonly options: ConfluentRegistryOptions) {
    const { url, login, deadlineMs = 5_000 } = options;
    this.deadlineMs = deadlineMs;
    this.http = axios.create({
      baseURL: url.replace(/\/+$/, ''),
      headers: { accept: `${contentType}, application/json`, 'content-type': contentType },
      maxContentLength: maxAnswerBytes,
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
      ...(login && { auth: { username: login.username, password: login.password.reveal() } }),
    });
  }

  async idOf(subject: string, schema: string): Promise<number> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    const { data } = await this.ask(subject, this.options.register ? `${path}/versions` : path, { schema });
    const id = (data as { id?: unknown } | null)?.id;
    if (Number.isInteger(id)) return id as number;
    throw mapAnswer({ status: 502, code: null }, subject);
  }

  async schemaOf(id: number): Promise<string | null> {
    const { data } = await this.ask(`the schema ${id}`, `/schemas/ids/${id}`);
    if (data === unknown) return null;
    const { schema, schemaType = 'AVRO' } = (data ?? {}) as { schema?: unknown; schemaType?: unknown };
    if (typeof schema !== 'string') throw mapAnswer({ status: 502, code: null }, `the schema ${id}`);
    return schemaType === 'AVRO' ? schema : null;
  }

  /** A success, or for a question without a body the answer that there is no such thing. */
  private async ask(what: string, path: string, body?: object): Promise<{ data: unknown }> {
    const response = await this.request(path, body);
    if (response.status >= 200 && response.status < 300) return response;
    const answer = answerOf(response);
    if (body === undefined && isUnknown(answer)) return { data: unknown };
    throw mapAnswer(answer, what);
  }

  /** The signal bounds all of it; axios's own timeout begins only once it is connected. */
  private async request(path: string, body?: object): Promise<AxiosResponse<unknown>> {
    const signal = AbortSignal.timeout(this.deadlineMs);
    try {
      return await (body === undefined ? this.http.get(path, { signal }) : this.http.post(path, body, { signal }));
    } catch (error) {
      throw mapRequestError(error);
    }
  }
}

const unknown = Symbol('unknown to the registry');

function answerOf({ status, data, headers }: AxiosResponse<unknown>): RegistryAnswer {
  const code = (data as { error_code?: unknown } | null)?.error_code;
  const seconds = Number(headers['retry-after'] ?? NaN);
  return {
    status,
    code: typeof code === 'number' ? code : null,
    ...(seconds >= 0 && { retryAfterMs: Math.min(seconds, 3_600) * 1_000 }),
  };
}
