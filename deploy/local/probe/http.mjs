import { request } from 'node:http';

const MAX_BODY_BYTES = 1 << 20;

/** One HTTP exchange with a deadline and a bounded body; resolves with the status and the body as text. */
export function exchange(url, { method = 'GET', headers = {}, body, timeoutMs = 5_000 } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, signal: AbortSignal.timeout(timeoutMs), agent: false }, (answer) => {
      const chunks = [];
      let size = 0;
      answer.on('data', (chunk) => {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) sent.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
