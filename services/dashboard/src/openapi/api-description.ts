import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { answerSchemas } from './generated/answer-schemas.js';

const about = [
  'Everything is UTC milliseconds unless it says otherwise; null is "not known", never zero.',
  'Changes are pushed over a WebSocket at `/api/v1/live`, which this document can not describe: see the README of the dashboard.',
].join(' ');

/** The description of the interface (OpenAPI 3.1), made from the controllers of the application that serves it. */
@Injectable()
export class ApiDescription {
  private made: OpenAPIObject | null = null;

  /** Reads the routes of an application that is put together. */
  readFrom(application: INestApplication, version: string): void {
    const frame = new DocumentBuilder().setTitle('Lodestream dashboard').setDescription(about).setVersion(version);
    const document = SwaggerModule.createDocument(application, frame.setOpenAPIVersion('3.1.0').build());
    this.made = { ...document, components: { ...document.components, schemas: answerSchemas } };
  }

  /** The description. @throws Error before {@link readFrom} */
  document(): OpenAPIObject {
    if (this.made === null) throw new Error('The interface is described before the application was put together.');
    return this.made;
  }
}
