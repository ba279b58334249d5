/**
 * Asks what no option answers: the name, kind, domain, operations, and steps of a node. A run without a terminal
 * asks nothing and reports what is missing. Answers are checked before they are accepted. This folder does not
 * render or write.
 */
export { stopped, type Ask, passes, type PromptQuestion } from './ask.ts';
export { askForNode, refuseMissing, settleName, settleVersion } from './prompting.ts';
export { detailQuestions, domainQuestion, kindQuestion, nameQuestion } from './questions.ts';
export { stepChoices, type StepChoice } from './step-choices.ts';
