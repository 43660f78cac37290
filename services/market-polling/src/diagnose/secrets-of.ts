import { Secret } from '@lodestream/service-kit';

/** Every secret within a configuration, wherever it stands, and with the `username` beside it each login as it travels. */
export function secretsOf(settings: unknown): readonly string[] {
  if (Array.isArray(settings)) return settings.flatMap(secretsOf);
  if (typeof settings !== 'object' || settings === null) return [];
  const { username } = settings as { readonly username?: unknown };
  return Object.values(settings).flatMap((value: unknown) => {
    if (!(value instanceof Secret)) return secretsOf(value);
    const plain = value.reveal();
    return typeof username === 'string' ? [`${username}:${plain}`, plain] : [plain];
  });
}
