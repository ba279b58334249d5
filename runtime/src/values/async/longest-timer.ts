/** In ms, about 25 days. A timer that is set for longer fires at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;
