/** What to do about a fault that the YAML parser names; its own words where they are clear enough. */
export function faultMessage(code: string, message: string): string {
  const remedy = REMEDIES[code];
  const said = (message.split('\n')[0] ?? '').replace(/\s+at line \d+.*$/, '').slice(0, 160);
  return remedy ?? `not valid YAML: ${said}`;
}

const REMEDIES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab as indentation; YAML requires spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a nested mapping on one line; put text that holds ": " in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key that runs over several lines; is a colon or a quote missing?',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  BAD_SCALAR_START: 'plain text cannot start with this character; put the text in quotes',
  RESOURCE_EXHAUSTION: 'the text is nested too deeply',
  BAD_INDENT: 'wrong indentation: entries of one mapping or list start in the same column',
};
