/** How a variable's text is read: as it is, as a number, as a boolean, or as JSON. */
export type EnvironmentForm = 'text' | 'number' | 'boolean' | 'json' | 'list';

const YES = /^(?:true|yes|on|y|t|1|enabled)$/i;
const NO = /^(?:false|no|off|n|f|0|disabled)$/i;

/**
 * The value of an environment variable, for the schema of a setting to check; undefined where it is not set or empty.
 * A text that has not the form is given as it is, so that the schema refuses it by name. A list is JSON, or texts
 * between commas.
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

/** The value of a text of JSON, which may be null; `otherwise` where the text is not JSON. */
function parsed(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
