import { checkedBody, type Operation, Problem } from '@lodestream/service-kit';
import type { EventBus } from '@lodestream/streaming';
import { realpath } from 'node:fs/promises';
import { auditTrail } from './audit-trail.js';
import type { DeadLetterDesk } from './dead-letter-desk.js';
import { localDeadLetterDesk } from './local-dead-letter-desk.js';
import { localMarketDesk } from './local-market-desk.js';
import { localTopicDesk } from './local-topic-desk.js';
import type { MarketDesk } from './market-desk.js';
import { AskMarketRequest, ListLettersRequest, OperatorRequest, ReplayLettersRequest } from './operation-requests.js';
import type { TopicDesk } from './topic-desk.js';

/**
 * What the operator's command may ask of the process that holds the bus in `directory`. Each request is checked before anything is done,
 * and refused when it means the bus of another directory.
 */
export function operatorOperations(bus: EventBus, topicPrefix: string, directory: string): Readonly<Record<string, Operation>> {
  const topicsFor = ({ actor }: OperatorRequest): TopicDesk => localTopicDesk(bus, topicPrefix, auditTrail(bus, topicPrefix, actor));
  const lettersFor = ({ actor }: OperatorRequest): DeadLetterDesk =>
    localDeadLetterDesk(bus, topicPrefix, auditTrail(bus, topicPrefix, actor));
  const marketFor = ({ actor }: OperatorRequest): MarketDesk =>
    localMarketDesk(bus, topicPrefix, actor, auditTrail(bus, topicPrefix, actor));
  const checked = checkedFor(directory);
  return {
    'topics.list': checked(OperatorRequest, (request) => topicsFor(request).list()),
    'topics.apply': checked(OperatorRequest, (request) => topicsFor(request).apply()),
    'market.ask': checked(AskMarketRequest, (request) => marketFor(request).ask(request)),
    'dead-letters.list': checked(ListLettersRequest, (request) => lettersFor(request).list({ ...request.filter }, request.limit)),
    'dead-letters.replay': checked(ReplayLettersRequest, (request) =>
      lettersFor(request).replay({ ...request.filter }, { again: request.again, limit: request.limit }),
    ),
  };
}

type Checked = <R extends OperatorRequest>(type: new () => R, run: (request: R) => Promise<unknown>) => Operation;

function checkedFor(directory: string): Checked {
  return (type, run) => async (body) => {
    const request = checkedBody(type, body);
    const held = await realpath(directory).catch(() => directory);
    if (request.bus !== held) throw Problem.wrong([{ field: 'bus', message: `this process does not hold ${request.bus}, but ${held}` }]);
    return run(request);
  };
}
