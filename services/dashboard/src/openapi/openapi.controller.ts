import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ApiDescription } from './api-description.js';
import { DescribeRoute } from './describe-route.js';

/** The description of the interface. */
@Controller('api/openapi.json')
export class OpenapiController {
  constructor(@Inject(ApiDescription) private readonly description: ApiDescription) {}

  @Get()
  @Header('cache-control', 'no-cache')
  @DescribeRoute({ summary: 'This description', answer: 'Document' })
  document(): OpenAPIObject {
    return this.description.document();
  }
}
