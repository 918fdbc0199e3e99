/** client/markdown/slim - every entity of HTML, in a file of its own. */
export {decodeHTMLStrict} from 'entities';
