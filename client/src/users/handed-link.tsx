import { ShownOnce } from '../forms/shown-once.tsx';
import type { LinkHandedOverFragment } from '../graphql/generated/graphql.ts';
import { Notice } from '../ui/notice.tsx';

type HandedLinkProps = {
  link: LinkHandedOverFragment;
  /** Whose it is. */
  name: string;
};

/** How a link that was just made reaches its person: by mail, or by whoever reads this. */
export function HandedLink({ link: { url, mailedTo, mailFailed }, name }: HandedLinkProps) {
  if (!url) {
    return (
      <div role="status">
        <Notice tone="info" title="The link is mailed.">
          It went to {mailedTo ?? 'their address'} and works once, for 30 minutes.
        </Notice>
      </div>
    );
  }
  return (
    <ShownOnce label={`Link for ${name}`} text={url}>
      {mailFailed && (
        <p>
          <strong>The mail server did not take it.</strong>
        </p>
      )}
      <strong>Hand this link to {name}.</strong> It is shown now and never again, and works once, for 30 minutes.
    </ShownOnce>
  );
}
