import { parentPort } from 'node:worker_threads';
import { Database } from './database.js';
import type { StoreReply, StoreRequest } from './messages.js';
import { RefusedQuestion } from './refused-question.js';

// The entry of the thread: every message is one call, every call gets one reply.
const port = parentPort!;
const database = new Database();

port.on('message', (request: StoreRequest) => {
  void answer(request).then((reply) => port.postMessage(reply));
});

async function answer({ id, call, args }: StoreRequest): Promise<StoreReply> {
  try {
    const result: unknown = await (database[call] as (args: unknown) => Promise<unknown>).call(database, args);
    return { id, answer: result };
  } catch (error) {
    return { id, error: { message: error instanceof Error ? error.message : String(error), refused: error instanceof RefusedQuestion } };
  }
}
