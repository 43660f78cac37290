import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { IsInstance, ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';
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
  const validate = (value: unknown): boolean => value instanceof Secret && value.reveal().length >= least;
  return ValidateBy({ name: 'isLongSecret', validator: { validate } }, { message: `$property must have at least ${least} characters` });
}

/** An address that holds no user and no password: those are credentials, which have settings of their own. */
export function HasNoLogin(): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value !== 'string' || !holdsLogin(value);
  return ValidateBy({ name: 'hasNoLogin', validator: { validate } }, { message: '$property must not hold a user or a password' });
}

/** An address below which paths are asked for: with a query or a fragment no path could follow, and a query may hold a key. */
export function HasNoQuery(): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value !== 'string' || !/[?#]/.test(value);
  return ValidateBy({ name: 'hasNoQuery', validator: { validate } }, { message: '$property must end with its path, without ? and #' });
}

/** A credential that is not the empty text, which a variable set to nothing makes of it. */
export function IsNotEmptySecret(): PropertyDecorator {
  const validate = (value: unknown): boolean => !(value instanceof Secret) || value.reveal() !== '';
  return ValidateBy({ name: 'isNotEmpty', validator: { validate } }, { message: '$property must not be empty' });
}

/** A network in CIDR notation, IPv4 or IPv6. */
export function IsCidr(options: ValidationOptions = {}): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isCidr(value);
  return ValidateBy({ name: 'isCidr', validator: { validate } }, { message: '$property must be a network such as 10.0.0.0/8', ...options });
}

/** What a {@link Judged} rule found: where inside the property, and the sentence and the fix for a person. */
export interface Judgement {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Judges a whole property at once, given the object it belongs to: for rules between the entries of a list, or between sections. */
export function Judged<O extends object>(rule: (value: unknown, owner: O) => readonly Judgement[]): PropertyDecorator {
  const validate = (value: unknown, context?: ValidationArguments): boolean => rule(value, context?.object as O).length === 0;
  return ValidateBy({ name: judged, validator: { validate } }, { context: { rule }, message: '$property does not fit' });
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
