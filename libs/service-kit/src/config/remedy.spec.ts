import { describe, expect, it } from '@jest/globals';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { AsSecret, HasNoLogin, HasNoQuery } from './config-decorators.js';
import { validateSection } from './validate-section.js';

class Settings {
  @IsInt() @Min(5) @Max(3_600) interval_seconds = 60;
  @IsNumber() @Min(0) share?: number = 0.5;
  @IsNumber() @Max(1) top?: number = 1;
  @IsInt() @Min(1_000) token_bits = 2_048;
  @IsBoolean() tls = false;
  @IsIn(['INFO', 'WARN']) log_level = 'INFO';
  @Matches(/^[a-z]+\.$/, { message: '$property must be letters with a dot at the end' }) prefix = 'mining.';
  @Matches(/^[a-z]+$/, { message: '$property must be letters' }) password_name = 'canary';
  @IsString() @MinLength(3) @MaxLength(8) name = 'four';
  @IsArray() @ArrayNotEmpty() brokers: unknown = ['127.0.0.1:9092'];
  @ArrayMaxSize(2) @ArrayUnique() mails: unknown = [];
  @Matches(/^[a-z]+$/, { message: '$property must be letters, such as letters' }) said = 'letters';
  @IsEmail() mail = 'a@b.example';
  @AsSecret() key: unknown = undefined;
  @HasNoQuery() base = 'http://127.0.0.1:1/v3';
  @HasNoLogin() place = 'http://127.0.0.1:1';
}
class Login {
  @IsString() user!: string;
}
class Required {
  @Matches(/^[a-z]+$/, { message: '$property must be letters' }) host!: string;
}
const firstRemedy = (type: new () => object, plain: object): string | undefined => validateSection(type, plain).findings[0]?.remedy;
const remedyOf = (plain: object): string | undefined => firstRemedy(Settings, { key: 'x', ...plain });

describe('the remedy of a broken rule', () => {
  it.each([
    [{ interval_seconds: 'soon' }, 'Write a whole number from 5 to 3600, without quotes, such as 60.'],
    [{ interval_seconds: 1 }, 'Write a whole number from 5 to 3600, without quotes, such as 60.'],
    [{ interval_seconds: 4_000 }, 'Write a whole number from 5 to 3600, without quotes, such as 60.'],
    [{ share: -1 }, 'Write a number of at least 0, without quotes, such as 0.5.'],
    [{ top: 'much' }, 'Write a number of at most 1, without quotes, such as 1.'],
    [{ place: 'http://me:canary@127.0.0.1:1' }, expect.stringContaining('lodestream secrets set NAME')],
    [{ place: 'http://me@127.0.0.1:1' }, expect.stringContaining('Take both out of the address')],
    [{ place: 'no address: at all' }, undefined],
    [{ base: 'http://127.0.0.1:1/v3?key=canary' }, expect.stringContaining('Leave out what follows the path')],
    [{ base: 'http://127.0.0.1:1/v3#canary' }, expect.stringContaining('Leave out what follows the path')],
    [{ base: 'http://127.0.0.1:1/v3' }, undefined],
    [{ tls: 'yes' }, 'Write true or false, without quotes.'],
    [{ brokers: [] }, 'Give `brokers` at least one entry, such as 127.0.0.1:9092.'],
    [{ brokers: 'one' }, 'Write `brokers` as a list, one "- item" a line.'],
    [{ mails: [1, 2, 3] }, 'Keep 2 entries at most.'],
    [{ mails: [1, 1] }, 'Remove the entries that stand there twice.'],
    [{ mail: 'me' }, 'Write an address such as operator@farm.example.'],
    [{ name: 'much too long' }, 'Shorten it to 8 characters.'],
    [{ name: '' }, 'Give `name` a value.'],
    [{ key: 12 }, 'Write `key` as text in quotes, or as a variable such as ${NAME}.'],
    [{ prefix: 'Mining' }, 'For example: mining.'],
    [{ log_level: 'INFOO' }, 'Did you mean `INFO`?'],
    [{ log_level: 'EVERYTHING' }, 'Write one of: INFO, WARN.'],
    [{ name: 'ab' }, 'Write 3 characters or more.'],
    [{ said: 'X' }, 'For example: letters'],
  ])('of %j states what is fine: %s', (plain, remedy) => expect(remedyOf(plain)).toEqual(remedy));

  it('of one that is absent asks for it', () => expect(firstRemedy(Login, {})).toBe('Give `user` a value.'));

  it('of a required setting without any example says where there is one', () =>
    expect(firstRemedy(Required, { host: 'A B' })).toMatch(/^Look `host` up in config.sample.yaml/));

  it('never shows a default that may be a secret', () => {
    expect(remedyOf({ password_name: '1' })).not.toContain('canary');
    expect(remedyOf({ token_bits: 1 })).toBe('Write a whole number of at least 1000, without quotes.');
  });
});
