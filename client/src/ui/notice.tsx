import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './notice.css';

type NoticeProps = {
  tone: 'info' | 'warning' | 'problem';
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
};

const icons = { info: Info, warning: TriangleAlert, problem: CircleAlert };

/** Something to know right here, with what can be done about it. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`notice notice-${tone}`} role={tone === 'problem' ? 'alert' : undefined}>
      <Icon aria-hidden="true" />
      <div className="notice-body">
        <p className="notice-title">{title}</p>
        {children && <div className="notice-text">{children}</div>}
        {actions && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
