import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RegisteredSchemas, type RegistryReply } from './registered-schemas.js';

/** How a double is to be. */
export interface SchemaRegistryDoubleOptions {
  /** Asked for by Basic authentication where given. */
  readonly login?: { readonly username: string; readonly password: string };
}

/** A schema registry on loopback: the part of Confluent's REST interface that writers and readers of Avro use. */
export interface SchemaRegistryDouble {
  readonly url: string;
  /** Requests so far, as `METHOD path`; at most the last 10,000. */
  readonly requests: readonly string[];
  /** What it keeps, for a test to look at or to add to. */
  readonly schemas: RegisteredSchemas;
  /** `reset` ends every connection without an answer, `silent` never answers, a status is answered without a word. */
  misbehave(how: 'reset' | 'silent' | number | null): void;
  /** Closes the port and every connection. Safe twice. */
  stop(): Promise<void>;
}

const maxLog = 10_000;
const contentType = 'application/vnd.schemaregistry.v1+json';

/** Starts a double with nothing registered. */
export async function startSchemaRegistryDouble(options: SchemaRegistryDoubleOptions = {}): Promise<SchemaRegistryDouble> {
  const schemas = new RegisteredSchemas();
  const requests: string[] = [];
  let fault: 'reset' | 'silent' | number | null = null;
  const server = createServer((request, answer) => {
    if (requests.push(`${request.method} ${request.url}`) > maxLog) requests.shift();
    if (fault === 'reset') request.socket.resetAndDestroy();
    else if (typeof fault === 'number') answer.writeHead(fault).end();
    else if (fault === null) void serve(request, answer, schemas, options);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    schemas,
    misbehave: (how) => void (fault = how),
    stop: () => close(server),
  };
}

async function serve(
  request: IncomingMessage,
  answer: ServerResponse,
  schemas: RegisteredSchemas,
  { login }: SchemaRegistryDoubleOptions,
): Promise<void> {
  const wanted = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const isWelcome = wanted === undefined || request.headers.authorization === wanted;
  const { status, body } = isWelcome ? replyTo(request, await schemaIn(request), schemas) : { status: 401, body: { error_code: 401 } };
  answer.writeHead(status, { 'content-type': contentType }).end(JSON.stringify(body));
}

function replyTo({ method, url = '' }: IncomingMessage, schema: unknown, schemas: RegisteredSchemas): RegistryReply {
  const [, room, name = '', last] = url.split('/');
  const subject = decodeURIComponent(name);
  if (method === 'POST' && room === 'subjects' && last === 'versions') return schemas.register(subject, schema);
  if (method === 'POST' && room === 'subjects' && last === undefined) return schemas.find(subject, schema);
  if (method === 'GET' && room === 'schemas' && name === 'ids') return schemas.byId(Number(last));
  if (method === 'GET' && room === 'subjects' && name === '') return { status: 200, body: schemas.names() };
  return { status: 404, body: { error_code: 404, message: 'HTTP 404 Not Found' } };
}

async function schemaIn(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return (JSON.parse(Buffer.concat(parts).toString()) as { schema?: unknown }).schema;
  } catch {
    return undefined;
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise<void>((resolve) => void server.close(() => resolve()));
}
