import { TransientError } from '@lodestream/component';

const answerWithinMs = 60_000;

/**
 * Asks the process that holds the embedded bus for one of its operations, through its management port.
 * @throws TransientError when it does not answer or could not do it
 */
export async function askRunning<T>(managementUrl: string, operation: string, body: unknown): Promise<T> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerWithinMs),
  };
  const answer = await fetch(`${managementUrl}/operations/${operation}`, init).catch((cause: unknown) => {
    const sentence = `The process that holds the embedded bus does not answer at ${managementUrl}; check management.port.`;
    throw new TransientError(sentence, 'connectivity', { cause });
  });
  if (!answer.ok) throw new TransientError(`The running process could not do it: ${(await answer.text()).slice(0, 500)}`, 'dependency');
  return (await answer.json()) as T;
}
