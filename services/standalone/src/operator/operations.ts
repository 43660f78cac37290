import { PermanentError } from '@lodestream/component';
import type { Operation } from '@lodestream/service-kit';
import type { EventBus } from '@lodestream/streaming';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { auditTrail } from './audit-trail.js';
import type { DeadLetterDesk } from './dead-letter-desk.js';
import { localDeadLetterDesk } from './local-dead-letter-desk.js';
import { localTopicDesk } from './local-topic-desk.js';
import { ListLettersRequest, OperatorRequest, ReplayLettersRequest } from './operation-requests.js';
import type { TopicDesk } from './topic-desk.js';

/** What the operator's command may ask of the process that holds the bus, each request checked before anything is done. */
export function operatorOperations(bus: EventBus, topicPrefix: string): Readonly<Record<string, Operation>> {
  const topicsFor = ({ actor }: OperatorRequest): TopicDesk => localTopicDesk(bus, topicPrefix, auditTrail(bus, topicPrefix, actor));
  const lettersFor = ({ actor }: OperatorRequest): DeadLetterDesk =>
    localDeadLetterDesk(bus, topicPrefix, auditTrail(bus, topicPrefix, actor));
  return {
    'topics.list': checked(OperatorRequest, (request) => topicsFor(request).list()),
    'topics.apply': checked(OperatorRequest, (request) => topicsFor(request).apply()),
    'dead-letters.list': checked(ListLettersRequest, (request) => lettersFor(request).list({ ...request.filter }, request.limit)),
    'dead-letters.replay': checked(ReplayLettersRequest, (request) =>
      lettersFor(request).replay({ ...request.filter }, { again: request.again, limit: request.limit }),
    ),
  };
}

function checked<R extends object>(type: new () => R, run: (request: R) => Promise<unknown>): Operation {
  return async (body) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new PermanentError('the request must be an object', 'validation');
    const request = plainToInstance(type, body);
    const [wrong] = validateSync(request, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
    if (wrong !== undefined) throw new PermanentError(`the request is refused: ${wrong.property} is not as it must be`, 'validation');
    return run(request);
  };
}
