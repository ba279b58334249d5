const places = new WeakMap<object, string>();

/**
 * Records where a definition was written, for messages about it.
 * @param above The function whose caller wrote it.
 */
export function rememberPlace(definition: object, above: object): void {
  const before = Error.stackTraceLimit;
  const trace: { stack?: string } = {};
  Error.stackTraceLimit = 4;
  Error.captureStackTrace(trace, above as () => void);
  Error.stackTraceLimit = before;
  const lines = (trace.stack ?? '').split('\n').slice(1);
  const found = lines.map(
    (line) => /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]+:\d+:\d+)\)?$/u.exec(line.trim())?.[1],
  );
  const place = found.find((text) => text !== undefined);
  if (place !== undefined) places.set(definition, place);
}

/** `file:///…/handler_pay.ts:7:30`, or null if the place is not known. */
export function placeOf(definition: object): string | null {
  return places.get(definition) ?? null;
}
