import { expect, it } from '@jest/globals';
import { Secret } from '@lodestream/component';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { SecretsSettings } from '../secrets/secrets-config.js';
import { AsSecret } from './config-decorators.js';
import { composeConfig } from './load-config.js';
import { ConfigError } from './problem.js';
import { YamlFile } from './yaml-file.js';

class Login {
  @AsSecret() @IsOptional() password?: Secret;
}
class HostConfig {
  @ValidateNested() @Type(() => SecretsSettings) secrets = new SecretsSettings();
  @ValidateNested() @Type(() => Login) login = new Login();
}
class ExportGeneral {
  @IsString() environment = 'test';
  @AsSecret() @IsOptional() api_key?: Secret;
}
class ExportConfig {
  @IsOptional() @IsInt() batch?: number;
}
const owners = [
  { name: 'host', config: HostConfig },
  { name: 'export', config: ExportConfig, general: ExportGeneral },
];
const encrypted = Object.assign((name: string): string => `value of ${name}`, { isEncrypted: (name: string) => name === 'KEPT' });
const host = (password: string): string =>
  `general: {environment: test}\nsecrets: {require_encrypted: true}\nlogin: {password: "${password}"}\n`;
const abacus = (key: string): string => `general: {api_key: "${key}"}\nbatch: 1\n`;

function refused(files: Record<string, string>): string[] {
  try {
    const read = Object.entries(files).map(([name, text]) => YamlFile.parse(name, text));
    composeConfig(read, owners, encrypted);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ file, line, path, value, message }) => `${file}:${line} ${path} ${value} ${message}`);
  }
}

it.each([
  ['canary-plain', 'this file'],
  ['${OTHER}', 'the variable OTHER of the environment'],
  ['a ${KEPT}', 'this file'],
])('where all credentials must be encrypted, %s is refused in a section and in `general` alike', (written, source) => {
  const message = `a credential comes from ${source}, and secrets.require_encrypted is set`;
  expect(refused({ 'a.yaml': host(written) })).toEqual([`a.yaml:3 login.password (hidden) ${message}`]);
  expect(refused({ 'a.yaml': host('${KEPT}'), 'b.yaml': abacus(written) })).toEqual([`b.yaml:1 general.api_key (hidden) ${message}`]);
});

it('one that comes whole out of the encrypted file is taken, whichever file of several says something general', () => {
  expect(refused({ 'a.yaml': host('${KEPT}'), 'b.yaml': abacus('${KEPT}') })).toEqual([]);
});
