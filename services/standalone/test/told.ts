import { eventually } from '@lodestream/test-stack';
import { expect } from '@jest/globals';
import { once } from 'node:events';

/** What the live channel of a dashboard tells, errors included, until it has told something of every channel asked for; `more` is said too. */
export async function listenTo(
  dashboardUrl: string,
  headers: Record<string, string>,
  channels: readonly string[],
  more: readonly string[] = [],
): Promise<string> {
  const socket = new WebSocket(`${dashboardUrl.replace('http', 'ws')}/api/v1/live`, { headers } as never);
  let text = '';
  socket.addEventListener('message', ({ data }) => (text += String(data)));
  await once(socket, 'open');
  for (const message of [JSON.stringify({ subscribe: channels }), ...more]) socket.send(message);
  await eventually(() => expect(channels.filter((channel) => !text.includes(`"${channel}"`))).toEqual([]), { timeoutMs: 20_000 });
  socket.close();
  return text;
}
