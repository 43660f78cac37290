import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem } from '@lodestream/service-kit';
import { DescribeRoute } from '../openapi/describe-route.js';
import { QueryPipe } from '../rest/query.pipe.js';
import { Access } from './access.js';
import type { Identity } from './identity.js';
import { OwnAddresses } from './own-addresses.js';
import { cookieFor } from './session-cookie.js';
import { SessionRequest } from './session.query.js';
import type { SessionAnswer } from './session-answer.js';

/** Logging in and out, for the page; programs send their token as a bearer. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(OwnAddresses) private readonly addresses: OwnAddresses,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'Whether a login is needed, and who is logged in', answer: 'SessionAnswer' })
  session(@Req() request: Request): SessionAnswer {
    return this.answer(this.access.identify(request.headers));
  }

  /** Answers 200 with the cookie, or 401. */
  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeRoute({
    summary: 'Log in with an access token; the answer sets a cookie',
    body: SessionRequest,
    answer: 'SessionAnswer',
  })
  logIn(
    @Body(new QueryPipe(SessionRequest)) { token }: SessionRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): SessionAnswer {
    const login = this.access.logIn(token);
    if (login === null) throw Problem.unknown('There is no such access token.');
    response.set('set-cookie', cookieFor(login.cookie, this.addresses.isSecure(request.headers)));
    return this.answer(login.identity);
  }

  @Delete()
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'Log out; the answer ends the cookie', answer: 'SessionAnswer' })
  logOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): SessionAnswer {
    response.set('set-cookie', cookieFor(null, this.addresses.isSecure(request.headers)));
    return this.answer(this.access.isRequired ? null : this.access.identify({}));
  }

  private answer(identity: Identity | null): SessionAnswer {
    const { name = null, role = null, expiresAtMs = null } = identity ?? {};
    return { required: this.access.isRequired, name, role, expires_at: expiresAtMs };
  }
}
