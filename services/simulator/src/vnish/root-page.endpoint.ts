import type { Answer } from './answer.js';

const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>AnthillOS</title></head>' +
  '<body><noscript>AnthillOS needs a browser with scripts.</noscript><div id="app"></div></body></html>';

/** `GET /`: the page of the web interface; its name is what scanners recognise the firmware by. */
export function rootPage(): Answer {
  return { status: 200, body: page, contentType: 'text/html; charset=utf-8' };
}
