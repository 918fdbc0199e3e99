/** client/markdown/slim - stands in for `linkify-it`, which markdown-it makes one of and which is never asked: `linkify` is off. */
export class LinkifyIt {
  readonly isNeverAsked = true;
}
