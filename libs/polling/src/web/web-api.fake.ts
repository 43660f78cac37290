import type { WebApi, WebReply, WebRequest } from './web-api.port.js';

/** A web API that answers what a function says, and remembers what it was asked. */
export class FakeWebApi implements WebApi {
  readonly asked: WebRequest[] = [];

  constructor(private readonly answer: (request: WebRequest) => FakeAnswer | Promise<FakeAnswer>) {}

  async ask(request: WebRequest): Promise<WebReply> {
    this.asked.push(request);
    const { status = 200, headers = {}, body } = await this.answer(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? null);
    return { status, headers, text, json: parsed(text) };
  }

  close(): void {}
}

/** What a {@link FakeWebApi} answers; a body that is no text is sent as JSON. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
