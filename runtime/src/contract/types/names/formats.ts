/** Formats of a text that models check. */
export type TextFormat =
  'email' | 'uri' | 'http-url' | 'hostname' | 'ip' | 'ipv4' | 'ipv6' | 'time' | 'duration';

/** How a text of a format begins, what makes it longer, and how it ends. */
interface FormatText {
  readonly sample: string;
  /** A text of the format with at least so many characters. */
  readonly longer?: (length: number) => string;
  readonly test: RegExp;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^(?=.*:.*:)(?:[\da-fA-F]{0,4}:){2,7}(?:[\da-fA-F]{0,4})$/;

/** Formats with what they are recognized by, which is no more than what the models accept. */
const FORMATS: Readonly<Record<TextFormat, FormatText>> = {
  email: {
    sample: 'user@example.com',
    longer: (length) => `${'u'.repeat(Math.max(4, length - '@example.com'.length))}@example.com`,
    test: /^(?!\.)(?!.*\.\.)[\w+'.-]*[\w+-]@(?:[A-Za-z\d][A-Za-z\d-]*\.)+[A-Za-z]{2,}$/,
  },
  uri: {
    sample: 'https://example.com/',
    longer: (length) => `https://example.com/${'x'.repeat(Math.max(0, length - 20))}`,
    test: /^[A-Za-z][A-Za-z\d+.-]*:\S+$/,
  },
  'http-url': {
    sample: 'https://example.com/',
    longer: (length) => `https://example.com/${'x'.repeat(Math.max(0, length - 20))}`,
    test: /^https?:\/\/[^\s/]+\S*$/i,
  },
  hostname: {
    sample: 'example.com',
    longer: (length) => `${'x'.repeat(Math.min(63, Math.max(7, length - 4)))}.com`,
    test: /^(?=.{1,253}$)[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?(?:\.[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?)*$/,
  },
  ip: { sample: '192.0.2.1', test: new RegExp(`${IPV4.source}|${IPV6.source}`) },
  ipv4: { sample: '192.0.2.1', test: IPV4 },
  ipv6: { sample: '2001:db8::1', test: IPV6 },
  time: { sample: '12:00:00', test: /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/ },
  duration: { sample: 'P1D', test: /^P(?!$)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/ },
};

/** By the names that JSON Schema has for them. */
const OF_JSON_SCHEMA: Readonly<Record<string, TextFormat>> = {
  email: 'email',
  uri: 'uri',
  url: 'uri',
  hostname: 'hostname',
  ip: 'ip',
  ipvanyaddress: 'ip',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  time: 'time',
  duration: 'duration',
};

/** The format that a JSON Schema's `format` names; null for one that no model checks. */
export function textFormat(name: string): TextFormat | null {
  return Object.hasOwn(OF_JSON_SCHEMA, name) ? (OF_JSON_SCHEMA[name] ?? null) : null;
}

/** Whether a text is surely of a format. */
export function isOfFormat(text: string, format: TextFormat): boolean {
  return FORMATS[format].test.test(text);
}

/** Texts of a format to try: the usual one, and one of at least so many characters. */
export function formatTexts(format: TextFormat, length: number): readonly string[] {
  const { sample, longer } = FORMATS[format];
  return longer === undefined ? [sample] : [sample, longer(length)];
}
