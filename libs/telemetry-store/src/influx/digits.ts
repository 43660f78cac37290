const digit0 = 48;
const point = 46;
const tenMillion = 10_000_000;

/** Writes a whole number from 0 up to 1e15 as digits; returns where they end. */
export function wholeNumber(bytes: Uint8Array, at: number, value: number): number {
  if (value < 1e9) return digits(bytes, at, value | 0, 1);
  const upper = Math.floor(value / tenMillion);
  return digits(bytes, digits(bytes, at, upper, 1), value - upper * tenMillion, 7);
}

/** Writes ten-thousandths, less than 2³¹ of them, as a decimal fraction without zeros at its end; returns where it ends. */
export function decimal(bytes: Uint8Array, at: number, tenThousandths: number): number {
  const whole = (tenThousandths / 10_000) | 0;
  let [rest, count] = [tenThousandths - whole * 10_000, 4];
  for (; rest % 10 === 0; rest /= 10) count -= 1;
  const end = digits(bytes, at, whole, 1);
  bytes[end] = point;
  return digits(bytes, end + 1, rest, count);
}

function digits(bytes: Uint8Array, at: number, value: number, least: number): number {
  let count = 1;
  for (let limit = 10; limit <= value; limit *= 10) count += 1;
  const end = at + Math.max(count, least);
  for (let place = end - 1; place >= at; place -= 1) {
    const tenth = (value / 10) | 0;
    bytes[place] = digit0 + value - tenth * 10;
    value = tenth;
  }
  return end;
}
