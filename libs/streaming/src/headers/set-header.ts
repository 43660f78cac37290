/** Sets a header, whatever it is called: plain assignment would lose one named `__proto__`, and anybody may send that. */
export function setHeader(headers: Record<string, string>, name: string, value: string): void {
  if (name === '__proto__') Object.defineProperty(headers, name, { value, enumerable: true, writable: true, configurable: true });
  else headers[name] = value;
}
