import {expect} from 'chai';
import {onOneLine} from '../../scripts/minify-templates.ts';

describe('minifyTemplates', () => {
  it('puts markup on one line, also inside of other markup', () => {
    expect(onOneLine('const a = html`<p\n    class="x"\n  >\n    ${b ? html`\n      <i>${c}\n      </i>` : nothing}\n  </p>`;')).to.equal(
      'const a = html`<p class="x" > ${b ? html` <i>${c} </i>` : nothing} </p>`;',
    );
  });

  it('leaves code, comments and other texts as they are', () => {
    const source = 'const a = `x\n  y`; // why\nconst b = css`a {\n  b: c;\n}`;\nhtml`${`one\n  two`}`;';
    expect(onOneLine(source)).to.equal(source);
  });
});
