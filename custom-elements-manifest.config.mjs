// What describes `llm-window` to editors and frameworks, from its sources; `npm run build:package` runs it.
import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';
import {jsxTypes} from './scripts/jsx-types.mjs';

const outdir = 'dist';

/** Leaves out what a page can't use: protected members, and events that are only passed on. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({customElementsManifest}) {
    for (const {declarations = []} of customElementsManifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(({privacy}) => privacy === undefined || privacy === 'public');
        declaration.events = declaration.events?.filter(({name}) => name);
        if (['WindowShell', 'AskingWindow'].includes(declaration.name)) delete declaration.customElement;
      }
    }
  },
};

export default {
  globs: ['client/elements/{llm-window,asking-window,window-shell}.ts', 'client/events/{ask,answered,citation,failed,feedback}-event.ts'],
  litelement: true,
  outdir,
  plugins: [
    publicOnly,
    customElementVsCodePlugin({outdir}),
    customElementJetBrainsPlugin({outdir, packageJson: false}),
    jsxTypes({outdir}),
  ],
};
