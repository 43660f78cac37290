import type { SpawnedService } from './spawn-service.js';

const answerWithinMs = 10_000;

/** What Node needs on its command line, or in NODE_OPTIONS, for {@link blockEventLoop}; the inspector listens on loopback alone. */
export const inspectable = '--inspect=127.0.0.1:0';

/**
 * Keeps the event loop of a process busy for so many milliseconds, as a computation without end would: its timers, sockets and heartbeats
 * wait meanwhile. Resolves once it goes on; rejects where the process was not started {@link inspectable}, or did not do it.
 */
export async function blockEventLoop(service: Pick<SpawnedService, 'waitForLine'>, ms: number): Promise<void> {
  const line = await service.waitForLine('Debugger listening on', answerWithinMs);
  const inspector = new WebSocket(line.slice(line.indexOf('ws://')));
  const expression = `for (const until = Date.now() + ${ms}; Date.now() < until;);`;
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the process did not go on in time')), ms + answerWithinMs);
      inspector.onmessage = ({ data }) => {
        clearTimeout(late);
        if (String(data).includes('"exceptionDetails"')) reject(new Error(`the process was not held up: ${String(data)}`));
        else resolve();
      };
      inspector.onerror = () => (clearTimeout(late), reject(new Error('the inspector of the process does not answer')));
      inspector.onopen = () => inspector.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
    });
  } finally {
    inspector.close();
  }
}
