import { ValidateBy, type ValidationArguments } from 'class-validator';
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
  const message = '$property must be a loopback address such as 127.0.0.1: without authentication nothing else may reach it';
  const validate = (value: unknown): boolean => typeof value === 'string' && isLoopback(value);
  return ValidateBy({ name: 'isLoopback', validator: { validate } }, { message });
}

/** An address of this machine only, unless the list of that name beside it has an entry: what tells people apart. */
export function IsLoopbackUnless(list: string): PropertyDecorator {
  const message = `$property must be a loopback address such as 127.0.0.1, unless \`${list}\` has an entry: nobody else could be told apart`;
  return unless(list, { name: 'isLoopbackUnless', message, isFine: (value) => typeof value === 'string' && isLoopback(value) });
}

/** Nothing, unless the list of that name beside it has an entry. */
export function IsEmptyUnless(list: string): PropertyDecorator {
  const message = `$property must be empty, unless \`${list}\` has an entry`;
  return unless(list, { name: 'isEmptyUnless', message, isFine: (value) => Array.isArray(value) && value.length === 0 });
}

interface Condition {
  readonly name: string;
  readonly message: string;
  readonly isFine: (value: unknown) => boolean;
}

function unless(list: string, { name, message, isFine }: Condition): PropertyDecorator {
  const isFilled = (target: object | undefined): boolean => {
    const beside = (target as Record<string, unknown> | undefined)?.[list];
    return Array.isArray(beside) && beside.length > 0;
  };
  const validate = (value: unknown, context?: ValidationArguments): boolean => isFine(value) || isFilled(context?.object);
  return ValidateBy({ name, constraints: [list], validator: { validate } }, { message });
}
