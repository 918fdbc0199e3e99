/** client/markdown - a text with a little of everything, drawn once out of sight before the first answer. */

export const warmUpSample = `## Tides

The **moon** pulls the *sea* [1], and \`spring tides\` come at new moon [1][2]; see [the table](https://example.org/ "Tides").

- High water comes **twice** a day,
- and low water between.

1. first
2. second

> Time and tide wait for none.

| Port | Range |
| --- | ---: |
| Brest | 6 m |

\`\`\`js
const range = high - low;
\`\`\`

---
`;
