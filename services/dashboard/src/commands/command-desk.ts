import { withDeadline, type Clock } from '@lodestream/component';
import { fullTopicName, topics, type AuditEvent, type Command } from '@lodestream/records';
import type { Publisher } from '@lodestream/streaming';
import type { Identity } from '../access/identity.js';

/** What somebody asks for. */
export interface WishedAction {
  readonly action: string;
  readonly reason?: string | undefined;
  /** Arguments of the action; what is undefined is not given. */
  readonly arguments: Readonly<Record<string, number | undefined>>;
}

/** Who asks for what, and from where. */
export interface Wish {
  readonly kind: 'miner' | 'source' | 'coin';
  /** What it is for, as commands carry it: a miner's id, `market:coingecko`, `coin:bitcoin`. */
  readonly subject: string;
  readonly request: WishedAction;
  readonly identity: Identity;
  readonly address: string | null;
}

/** What writing commands needs. */
export interface CommandDeskParts {
  readonly bus: Publisher;
  readonly clock: Clock;
  readonly topicPrefix: string;
  readonly newId: () => string;
}

const goodForMs = 60_000;
const sendWithinMs = 5_000;

/** Writes what operators ask for to `commands`, and to `audit.events` whatever they asked for, before anything else. */
export class CommandDesk {
  constructor(private readonly parts: CommandDeskParts) {}

  /**
   * Asks for something; once this resolves the audit and the command are durable.
   * @throws TransientError when the bus does not take them in time; then the audit may say `done` of what was never asked, never less
   */
  async ask(wish: Wish): Promise<Command> {
    const command = this.commandOf(wish);
    await this.audit(wish, { outcome: 'done', correlation_id: command.command_id });
    await this.send(topics.commands, command.miner_id, topics.commands.codec.encode(command));
    return command;
  }

  /** Writes down that somebody asked who may not. */
  refuse(wish: Wish): Promise<void> {
    return this.audit(wish, { outcome: 'refused', correlation_id: null });
  }

  private commandOf({ subject, request, identity }: Wish): Command {
    const now = this.parts.clock.now();
    return {
      command_id: this.parts.newId(),
      timestamp: now,
      miner_id: subject,
      action: request.action,
      arguments: argumentsOf(request),
      step: 'approved',
      requested_by: identity.name,
      decided_by: identity.name,
      reason: request.reason ?? null,
      alert_fingerprint: null,
      needs_approval: false,
      dry_run: false,
      expires_at: now + goodForMs,
      expected: {},
    };
  }

  private audit({ kind, subject, request, identity, address }: Wish, what: Pick<AuditEvent, 'outcome' | 'correlation_id'>): Promise<void> {
    const event: AuditEvent = {
      event_id: this.parts.newId(),
      timestamp: this.parts.clock.now(),
      actor: identity.name,
      actor_kind: 'person',
      action: `polling.${request.action}`,
      subject_kind: kind,
      subject,
      reason: request.reason ?? null,
      before: {},
      after: argumentsOf(request),
      origin: identity.session === null ? 'api' : 'page',
      address,
      ...what,
    };
    return this.send(topics.auditEvents, event.actor, topics.auditEvents.codec.encode(event));
  }

  private async send(topic: { readonly name: string }, key: string, value: Buffer): Promise<void> {
    const sent = this.parts.bus.send(fullTopicName(this.parts.topicPrefix, topic), [{ key, value }]);
    await withDeadline(sent, sendWithinMs, 'writing down what was asked');
  }
}

function argumentsOf({ arguments: given }: WishedAction): Record<string, string> {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, JSON.stringify(value)]])));
}
