/** client/markdown - a text with a little of everything, drawn once out of sight before the first answer. */

export const warmUpSample = `## Tides

The **moon** pulls the *sea* [1], \`spring tides\` come [1][2]; see [the table](https://example.org/ "Tides").

- High water **twice** a day,
- and low water between.

1. first
2. second

> Time and tide

| Port | Range |
| --- | ---: |
| Brest | 6 m |

\`\`\`js
range = high - low;
\`\`\`

---
`;
