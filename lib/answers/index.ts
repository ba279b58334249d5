/**
 * Reads answers from a file or from standard input. Values are parsed by the rules of the options. An unknown key or a
 * wrong value is an error that names the source. It must not depend on the questions.
 */
export { parseAnswers } from './parse-answers.ts';
export { readAnswers } from './read-answers.ts';
export * from './edit-words.ts';
