/** How the text of a variable is read: as text, as a number, as a boolean, or as JSON. */
export type EnvironmentForm = 'text' | 'number' | 'boolean' | 'json' | 'list';

const YES = /^(?:true|yes|on|y|t|1|enabled)$/i;
const NO = /^(?:false|no|off|n|f|0|disabled)$/i;

/**
 * The value of an environment variable, for the schema of a setting to check. Undefined if it is not set or empty. A
 * malformed text is returned unchanged, so the schema rejects it by name. A list is JSON, or comma-separated texts.
 */
export function fromEnvironment<Value>(
  variable: string,
  form: EnvironmentForm,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Value | undefined {
  const text = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
  return text === undefined || text === '' ? undefined : (read(text, form) as Value);
}

function read(text: string, form: EnvironmentForm): unknown {
  switch (form) {
    case 'text':
      return text;
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return YES.test(text) || (!NO.test(text) && text);
    case 'json':
      return parsed(text, text);
    case 'list':
      return parsed(
        text,
        text.split(',').map((item) => item.trim()),
      );
  }
}

/** The value of a JSON text, which may be null. Returns `otherwise` if the text is not JSON. */
function parsed(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
