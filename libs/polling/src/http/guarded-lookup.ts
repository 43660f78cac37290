import { PermanentError } from '@lodestream/component';
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressGuard } from './address-guard.js';

/** Turns a name into an address; injected for tests. */
export type Resolve = (name: string) => Promise<string>;

/** What the machine itself says. */
export const resolveBySystem: Resolve = async (name) => (await systemLookup(name)).address;

/** A lookup that hands out only allowed addresses: whatever a name says now, the connection goes where was checked. */
export function guardedLookup(guard: AddressGuard, resolve: Resolve): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (address) => {
        const refusal = guard.refusal(address);
        if (refusal !== null) callback(new PermanentError(`No packet was sent: ${name} is ${refusal}.`, 'validation'), '', 0);
        else if (options.all === true) callback(null, [{ address, family: isIP(address) }]);
        else callback(null, address, isIP(address));
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
