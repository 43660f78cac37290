import { TransientError } from '@lodestream/component';
import type { Request } from 'express';
import { Problem } from '@lodestream/service-kit';
import type { Access } from '../access/access.js';
import type { CommandDesk, Wish, WishedAction } from './command-desk.js';
import type { CommandState } from './command-state.js';
import type { CommandView } from './command-view.js';

/** What can be said along with an action; with any other, nothing. */
const argumentsOf: Readonly<Record<string, readonly string[]>> = { pause_polling: ['minutes'], pin_price: ['usd', 'minutes'] };

/** Where wishes come in over HTTP: only an operator's are passed on, and whoever may not is written down. */
export class CommandCounter {
  constructor(
    private readonly desk: CommandDesk,
    private readonly commands: CommandView,
    private readonly access: Access,
  ) {}

  /** Who asks is told by the request. @throws Problem 400 for an argument that the action does not take, 401 for somebody whose login has ended meanwhile, 403 for anybody but an operator, 503 while the bus does not take it */
  async ask(wished: Pick<Wish, 'kind' | 'subject' | 'request'>, { headers, socket }: Request): Promise<CommandState> {
    const identity = this.access.identify(headers);
    if (identity === null) throw Problem.unknown('The login has ended; log in anew.');
    refuseStray(wished.request);
    const wish: Wish = { ...wished, identity, address: socket.remoteAddress ?? null };
    try {
      if (wish.identity.role === 'operator') return this.commands.ask(await this.desk.ask(wish));
      await this.desk.refuse(wish);
    } catch (error) {
      if (error instanceof TransientError) throw Problem.unavailable(`The bus does not take it now: ${error.message}`);
      throw error;
    }
    throw new Problem({ title: 'Forbidden', status: 403, detail: `Only an operator may act on a ${wish.kind}.` });
  }
}

function refuseStray({ action, arguments: given }: WishedAction): void {
  const stray = Object.keys(given).filter((name) => given[name] !== undefined && !argumentsOf[action]?.includes(name));
  if (stray.length > 0) throw Problem.wrong(stray.map((field) => ({ field, message: `${action} takes none` })));
}
