import { systemClock, TransientError, withDeadline } from '@lodestream/component';
import { type Command, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import type { EventBus, Position } from '@lodestream/streaming';
import { randomUUID } from 'node:crypto';
import type { AuditTrail } from './audit-trail.js';
import type { MarketDesk, MarketWish } from './market-desk.js';

type Bus = Pick<EventBus, 'send' | 'read' | 'admin'>;

const goodForMs = 60_000;
const sendWithinMs = 10_000;
const answerWithinMs = 30_000;
const lookEveryMs = 200;

/** Writes to a bus of this process what `actor` asks for, the audit first, and reads there what came of it. */
export function localMarketDesk(bus: Bus, topicPrefix: string, actor: string, trail: AuditTrail): MarketDesk {
  const [asked, told] = [topics.commands, topics.commandResults].map((topic) => fullTopicName(topicPrefix, topic)) as [string, string];
  const ask = async (wish: MarketWish): Promise<CommandResult> => {
    const command = commandOf(wish, actor);
    const ends = await endsOf(bus, told);
    await trail.write({ ...deedOf(wish), outcome: 'done', after: command.arguments, reason: command.reason });
    const sent = bus.send(asked, [{ key: command.miner_id, value: topics.commands.codec.encode(command) }]);
    await withDeadline(sent, sendWithinMs, 'writing down what was asked');
    return resultOf(bus, ends, command.command_id);
  };
  return { ask };
}

function deedOf({ subject, action }: MarketWish): { action: string; subject_kind: string; subject: string } {
  return { action: `polling.${action}`, subject_kind: subject.startsWith('coin:') ? 'coin' : 'source', subject };
}

function commandOf({ subject, action, minutes, usd, reason }: MarketWish, actor: string): Command {
  const now = systemClock.now();
  const given = { ...(minutes !== undefined && { minutes: String(minutes) }), ...(usd !== undefined && { usd: String(usd) }) };
  return {
    command_id: randomUUID(),
    timestamp: now,
    miner_id: subject,
    action,
    arguments: given,
    step: 'approved',
    requested_by: actor,
    decided_by: actor,
    reason: reason ?? null,
    alert_fingerprint: null,
    needs_approval: false,
    dry_run: false,
    expires_at: now + goodForMs,
    expected: {},
  };
}

async function endsOf(bus: Bus, topic: string): Promise<Position[]> {
  return (await bus.admin.offsetsOf(topic)).map(({ partition, logEnd }) => ({ topic, partition, offset: logEnd }));
}

async function resultOf(bus: Bus, ends: readonly Position[], id: string): Promise<CommandResult> {
  const until = systemClock.monotonic() + answerWithinMs;
  for (let from = ends; systemClock.monotonic() < until; await systemClock.sleep(lookEveryMs)) {
    const batches = await Promise.all(from.map((at) => bus.read(at, 500)));
    const results = batches.flatMap(({ messages }) => messages).flatMap(({ value }) => readable(value));
    const ended = results.find(({ command_id, outcome }) => command_id === id && outcome !== 'attempting');
    if (ended !== undefined) return ended;
    from = from.map((at, index) => ({ ...at, offset: (batches[index]?.messages.at(-1)?.offset ?? at.offset - 1) + 1 }));
  }
  throw new TransientError(
    `Nobody who polls the market has answered within ${answerWithinMs / 1_000} s; does market-polling run?`,
    'timeout',
  );
}

/** Another's result that can't be read is none of ours. */
function readable(value: Buffer | null): CommandResult[] {
  try {
    return value === null ? [] : [topics.commandResults.codec.decode(value)];
  } catch {
    return [];
  }
}
