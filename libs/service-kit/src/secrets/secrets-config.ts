import 'reflect-metadata';
import { IsBoolean } from 'class-validator';

/** What is asked of credentials. */
export class SecretsSettings {
  /** Whether every credential must stand in the age-encrypted file; one in plain YAML or in the environment refuses the start. */
  @IsBoolean()
  require_encrypted = false;
}
