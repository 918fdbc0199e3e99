/** client/elements - what a page may style in an answer: the parts that each element around it passes on. */
export const answerParts: readonly string[] = 'head stop text citation footnote image diagram copy-code facts card'.split(' ');
