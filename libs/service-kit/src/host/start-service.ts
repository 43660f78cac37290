import 'reflect-metadata';
import { type Lifecycle, type Log, TransientError } from '@lodestream/component';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { ServiceContext, ServiceDefinition } from '../service-definition.js';
import {
  CLOCK,
  EVENT_BUS,
  HEALTH,
  LOG,
  METRICS_REGISTRY,
  OPERATIONS,
  SERVICE_CONFIG,
  SERVICE_IDENTITY,
  TELEMETRY_STORE,
  TOPIC_PREFIX,
} from '../tokens.js';
import { nestLog } from './nest-log.js';

class PlatformModule {}
class ServiceRoot {}

/** One service as its own Nest application on what the host shares; the messages come through `transport`. */
export class RunningService<C extends object> implements Lifecycle {
  private application: INestApplication | null = null;

  constructor(
    private readonly definition: ServiceDefinition<C>,
    private readonly config: C,
    private readonly context: ServiceContext,
    private readonly transport: CustomTransportStrategy,
  ) {}

  /** Boots the service's own components first and lets messages in last. */
  async start(): Promise<void> {
    const application = await NestFactory.create(this.root(), {
      logger: nestLog(this.context.log),
      abortOnError: false,
      bufferLogs: false,
    });
    this.application = application;
    application.connectMicroservice({ strategy: this.transport as never }, { inheritAppConfig: true });
    this.definition.prepare?.(application);
    await application.init();
    await application.startAllMicroservices();
    await this.listen(application, this.context.log);
  }

  /** Lets no more messages in, then stops the service's components. */
  async stop(): Promise<void> {
    const { application } = this;
    this.application = null;
    await application?.close();
  }

  private async listen(application: INestApplication, log: Log): Promise<void> {
    const address = this.definition.listens?.(this.config);
    if (address === undefined) return;
    await application.listen(address.port, address.host).catch((error: unknown) => {
      throw notListening(this.definition.name, address, error);
    });
    log.info('Listening.', { url: await application.getUrl() });
  }

  private root(): DynamicModule {
    const { definition, config, context } = this;
    return { module: ServiceRoot, imports: [platformModule(context, config), definition.module(config, context)] };
  }
}

function platformModule(context: ServiceContext, config: object): DynamicModule {
  const providers = [
    { provide: EVENT_BUS, useValue: context.bus },
    { provide: TELEMETRY_STORE, useValue: context.store },
    { provide: CLOCK, useValue: context.clock },
    { provide: LOG, useValue: context.log },
    { provide: METRICS_REGISTRY, useValue: context.registry },
    { provide: HEALTH, useValue: context.health },
    { provide: OPERATIONS, useValue: context.operations },
    { provide: SERVICE_IDENTITY, useValue: context.identity },
    { provide: SERVICE_CONFIG, useValue: config },
    { provide: TOPIC_PREFIX, useValue: context.topicPrefix },
  ];
  return { module: PlatformModule, global: true, providers, exports: providers.map((provider) => provider.provide) };
}

function notListening(service: string, { host, port }: { host: string; port: number }, cause: unknown): unknown {
  const code = (cause as { code?: unknown }).code;
  if (typeof code !== 'string') return cause;
  const sentence = `The ${service} can't listen on ${host}:${port} (${code}); give ${service}.port a port that is free and allowed.`;
  return new TransientError(sentence, 'resource_exhaustion', { cause });
}
