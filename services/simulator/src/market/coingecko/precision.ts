/** How a price is rounded: `full` keeps all of it, a number so many decimals; left out, as many as the size of the price asks for. */
export function atPrecision(precision: string | null): (price: number | null) => number | null {
  if (precision === 'full') return (price) => price;
  if (precision !== null && /^\d{1,2}$/.test(precision))
    return (price) => (price === null ? null : Number(price.toFixed(Math.min(18, Number(precision)))));
  return (price) => (price === null ? null : Number(price.toPrecision(price >= 1000 ? 7 : 6)));
}
