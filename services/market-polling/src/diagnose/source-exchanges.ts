import type { Clock } from '@lodestream/component';
import type { WebApi, WebReply, WebRequest } from '@lodestream/polling';
import { redact } from '@lodestream/service-kit';

/** One request to a provider and what came of it, fit to be shown. */
export interface SourceExchange {
  /** UTC milliseconds at which it was asked. */
  readonly at: number;
  readonly method: 'GET' | 'POST';
  /** Path and query, without secrets. */
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly duration_ms: number;
  /** Letters of the whole body; null where no answer came. */
  readonly bytes: number | null;
  /** The beginning of the body, without secrets. */
  readonly body: string | null;
  /** Why no answer came, without secrets. */
  readonly error: string | null;
}

type Outcome = Pick<SourceExchange, 'status' | 'bytes' | 'body' | 'error'>;

const perSource = 8;
const keptLetters = 2_048;
/** A secret that the cut of what is kept halves must not be shown in half. */
const shownLetters = 1_024;

/** The last exchanges with each source, without headers and bodies of requests, where credentials travel; in memory and bounded. */
export class SourceExchanges {
  private readonly kept = new Map<string, readonly SourceExchange[]>();

  constructor(
    private readonly clock: Clock,
    /** Everything that must never be shown. */
    private readonly secrets: readonly string[],
  ) {}

  /** The last exchanges with a source, oldest first; none where it was not asked by this process. */
  last(source: string): readonly SourceExchange[] {
    return (this.kept.get(source) ?? []).map(({ path, body, error, ...rest }) => ({
      ...rest,
      path: this.shown(path),
      body: body === null ? null : this.shown(body).slice(0, shownLetters),
      error: error === null ? null : this.shown(error),
    }));
  }

  /** The same API, written down. */
  listenTo(source: string, web: WebApi): WebApi {
    return {
      ask: async (request) => {
        const note = this.noteFor(source, request);
        try {
          const reply = await web.ask(request);
          note(outcomeOf(reply));
          return reply;
        } catch (error) {
          note({ status: null, bytes: null, body: null, error: error instanceof Error ? error.message : String(error) });
          throw error;
        }
      },
      close: () => web.close(),
    };
  }

  private noteFor(source: string, { path, query, json }: WebRequest): (outcome: Outcome) => void {
    const [at, began] = [this.clock.now(), this.clock.monotonic()];
    const asked = {
      at,
      method: json === undefined ? ('GET' as const) : ('POST' as const),
      path: (path === '' ? '/' : path) + queryText(query),
    };
    return (outcome) => {
      const exchange = { ...asked, duration_ms: Math.round(this.clock.monotonic() - began), ...outcome };
      this.kept.set(source, [...(this.kept.get(source) ?? []), exchange].slice(-perSource));
    };
  }

  private shown(text: string): string {
    return redact(text, this.secrets);
  }
}

function outcomeOf({ status, text }: WebReply): Outcome {
  return { status, bytes: text.length, body: text.slice(0, keptLetters), error: null };
}

function queryText(query: WebRequest['query']): string {
  const given = Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  const text = new URLSearchParams(given).toString();
  return text === '' ? '' : `?${text}`;
}
