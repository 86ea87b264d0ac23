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
        <Notice tone="info" title="Link sent.">
          It was sent to {mailedTo ?? 'their address'}, works once and expires in 30 minutes.
        </Notice>
      </div>
    );
  }
  return (
    <ShownOnce label={`Link for ${name}`} text={url}>
      {mailFailed && (
        <p>
          <strong>The e-mail could not be sent.</strong>
        </p>
      )}
      <strong>Copy this link for {name}.</strong> It won’t be shown again. It works once and expires in 30 minutes.
    </ShownOnce>
  );
}
