import { Download } from 'lucide-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { csrfHeader } from '../graphql/session.ts';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { useRemembered } from '../ui/use-remembered.ts';
import { RoomsOfList } from './list-drawer.tsx';
import { separators, SeparatorMenu } from './separator-menu.tsx';

const signedOutStatus = 401;

/** The list as it is filtered, whole, as a file that a spreadsheet opens. */
export function SheetButton({ address }: { address: string }) {
  const client = useClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [remembered, remember] = useRemembered('csv-separator', separators);
  const separator = remembered ?? 'comma';

  async function take() {
    setBusy(true);
    try {
      const url = separator === 'comma' ? address : `${address}&separator=${separator}`;
      const first = await ask(url);
      // An access token that ran out: any question renews it on its way.
      if (first.status === signedOutStatus)
        await client.query(RoomsOfList, {}, { requestPolicy: 'network-only' }).toPromise();
      const answer = first.status === signedOutStatus ? await ask(url) : first;
      if (!answer.ok) return toast({ text: `No file was created. ${await refusalOf(answer)}` });
      save(
        await answer.blob(),
        /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'bookings.csv',
      );
    } catch {
      // Also where the line is cut in the middle: a part of it is no file.
      toast({ text: 'No file was created: the server can’t be reached. Try again.' });
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="sheet-button">
      <Button busy={busy} aria-label="Export this list as CSV" title="Export this list" onClick={() => void take()}>
        <Download aria-hidden="true" />
        <span>CSV</span>
      </Button>
      <SeparatorMenu chosen={separator} onChoose={remember} />
    </div>
  );
}

function ask(address: string) {
  return fetch(address, { credentials: 'same-origin', headers: csrfHeader });
}

async function refusalOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const [first] = (body as { errors?: { message?: string }[] } | null)?.errors ?? [];
  return first?.message ?? 'The server could not answer. Try again in a moment.';
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
