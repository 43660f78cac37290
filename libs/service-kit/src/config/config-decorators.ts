import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { IsInstance, registerDecorator, type ValidationOptions } from 'class-validator';
import { BlockList, isIP } from 'node:net';
import { Secret } from '@lodestream/component';

/** A setting that is a credential: text in YAML, a {@link Secret} in the program. */
export function AsSecret(): PropertyDecorator {
  return (target, key) => {
    Transform(({ value }) => (typeof value === 'string' ? Secret.of(value) : (value as unknown)))(target, key);
    IsInstance(Secret, { message: '$property must be text' })(target, key);
  };
}

/** A credential of at least so many characters, as long as nobody can guess it. */
export function IsLongSecret(least: number): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'isLongSecret',
      target: target.constructor,
      propertyName: key as string,
      options: { message: `$property must have at least ${least} characters` },
      validator: { validate: (value: unknown) => value instanceof Secret && value.reveal().length >= least },
    });
}

/** An address that holds no user and no password: those are credentials, which have settings of their own. */
export function HasNoLogin(): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'hasNoLogin',
      target: target.constructor,
      propertyName: key as string,
      options: { message: '$property must not hold a user or a password' },
      validator: { validate: (value: unknown) => typeof value !== 'string' || !holdsLogin(value) },
    });
}

/** A credential that is not the empty text, which a variable set to nothing makes of it. */
export function IsNotEmptySecret(): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'isNotEmpty',
      target: target.constructor,
      propertyName: key as string,
      options: { message: '$property must not be empty' },
      validator: { validate: (value: unknown) => !(value instanceof Secret) || value.reveal() !== '' },
    });
}

/** A network in CIDR notation, IPv4 or IPv6. */
export function IsCidr(options: ValidationOptions = {}): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'isCidr',
      target: target.constructor,
      propertyName: key as string,
      options: { message: '$property must be a network such as 10.0.0.0/8', ...options },
      validator: { validate: (value: unknown) => typeof value === 'string' && isCidr(value) },
    });
}

/** What a {@link Judged} rule found: where inside the property, and the sentence and the fix for a person. */
export interface Judgement {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Judges a whole property at once, given the object it belongs to: for rules between the entries of a list, or between sections. */
export function Judged<O extends object>(rule: (value: unknown, owner: O) => readonly Judgement[]): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: judged,
      target: target.constructor,
      propertyName: key as string,
      options: { context: { rule }, message: '$property does not fit' },
      validator: { validate: (value: unknown, context) => rule(value, context?.object as O).length === 0 },
    });
}

/** The name of that rule among the constraints of class-validator, whose context then holds the rule. */
export const judged = 'judged';

/** Text that is no URL is for other rules. */
function holdsLogin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}

function isCidr(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  if (Number(length) > (family === 4 ? 32 : 128)) return false;
  new BlockList().addSubnet(address, Number(length), family === 4 ? 'ipv4' : 'ipv6');
  return true;
}
