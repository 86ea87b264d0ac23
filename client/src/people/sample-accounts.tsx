import './sample-accounts.css';

type SampleAccountsProps = {
  accounts: readonly { readonly username: string; readonly title: string }[];
  onChoose(username: string): void;
};

/** There only as long as the sample passwords work: then it is no secret, and a visitor wants to look around. */
export function SampleAccounts({ accounts, onChoose }: SampleAccountsProps) {
  return (
    <section className="sample-accounts" aria-labelledby="sample-accounts">
      <h2 id="sample-accounts">Sample accounts</h2>
      <p className="quiet">Their password was printed when the server started. Remove them before real work begins.</p>
      <ul>
        {accounts.map(({ username, title }) => (
          <li key={username}>
            <button type="button" onClick={() => onChoose(username)}>
              <span>{username}</span>
              <span className="quiet">{title.replace(' (sample)', '')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
