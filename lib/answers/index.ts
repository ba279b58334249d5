export { parseAnswers } from './parse-answers.ts';
export { readAnswers } from './read-answers.ts';
export * from './edit-words.ts';
