/** Pure numerics; empty until the first services need some (see README.md). */
export {};
