/** What a client may say: the channels it wants from now on, `fleet`, `miners`, `system`, `market` or `miner:ID`. */
export interface SubscribeMessage {
  readonly subscribe: readonly string[];
}

const mostChannels = 50;
const longestChannel = 200;

/** Reads a client's message, or says in a sentence what is wrong with it. */
export function parseSubscribe(text: string): SubscribeMessage | string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return 'a message must be JSON such as {"subscribe":["fleet"]}';
  }
  const channels = (content as { subscribe?: unknown } | null)?.subscribe;
  if (!Array.isArray(channels)) return 'a message must have a list `subscribe`';
  if (channels.length > mostChannels) return `at most ${mostChannels} channels can be subscribed`;
  const strange: unknown = channels.find((channel) => !isChannel(channel));
  return strange === undefined
    ? { subscribe: channels as string[] }
    : `there is no channel ${JSON.stringify(strange).slice(0, 100)}; use fleet, miners, system, market or miner:ID`;
}

function isChannel(channel: unknown): boolean {
  if (typeof channel !== 'string' || channel.length > longestChannel) return false;
  return ['fleet', 'miners', 'system', 'market'].includes(channel) || /^miner:.+/.test(channel);
}
