/** `08:01:02.123`, local time, from milliseconds since 1970. */
export function clockTime(timestamp: number): string {
  const date = new Date(timestamp);
  const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':');
  return `${time}.${pad(date.getMilliseconds(), 3)}`;
}
