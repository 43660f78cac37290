import { TransientError } from '@lodestream/component';

/** The process that holds the embedded bus, and who asks it. */
export interface Running {
  /** Its management page, on a loopback address. */
  readonly url: string;
  readonly actor: string;
  /** The directory of the bus that is meant: at that port may be the process of another one. */
  readonly bus: string;
}

const answerWithinMs = 60_000;
const mostBytes = 128 * 1_048_576;

/**
 * Asks the process that holds the embedded bus for one of its operations, through its management port.
 * @throws TransientError when it does not answer or could not do it
 */
export async function askRunning<T>({ url, actor, bus }: Running, operation: string, question: object): Promise<T> {
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...question, actor, bus }),
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithinMs),
  };
  const unanswered = `The process that holds the embedded bus does not answer at ${url}; check management.port, and name its --config.`;
  const answer = await fetch(`${url}/operations/${operation}`, init).catch((cause: unknown) => {
    throw new TransientError(unanswered, 'connectivity', { cause });
  });
  const text = await readCapped(answer);
  if (!answer.ok) throw new TransientError(`The running process could not do it: ${sentenceOf(text)}`, 'dependency');
  return JSON.parse(text) as T;
}

/** The sentence of a problem as the management page tells it, or the beginning of whatever came. */
function sentenceOf(text: string): string {
  try {
    const { title, detail = title } = JSON.parse(text) as { readonly title?: unknown; readonly detail?: unknown };
    if (typeof detail === 'string') return detail.slice(0, 500);
  } catch {
    // whoever answers at that port is no process of ours
  }
  return text.slice(0, 500);
}

async function readCapped(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostBytes)
      throw new TransientError(`The answer has more than ${mostBytes} bytes; ask for less with --limit.`, 'resource_exhaustion');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
