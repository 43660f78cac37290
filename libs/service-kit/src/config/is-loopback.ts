import { registerDecorator } from 'class-validator';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address can be reached from this machine only. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** An address of this machine only. */
export function IsLoopback(): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'isLoopback',
      target: target.constructor,
      propertyName: key as string,
      options: { message: '$property must be a loopback address such as 127.0.0.1: without authentication nothing else may reach it' },
      validator: { validate: (value: unknown) => typeof value === 'string' && isLoopback(value) },
    });
}
