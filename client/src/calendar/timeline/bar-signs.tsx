/*
 * Lucide's icons (ISC licence), each as one path and in the size it has in a bar. A month has hundreds of them in sight, and
 * each element, scale and clip of the library's own is one more to make and to paint while somebody scrolls.
 */
const circlePath = 'M11 6a5 5 0 1 1-10 0a5 5 0 1 1 10 0';
const banPath = `${circlePath}M2.46 2.46 9.54 9.54`;

function sign(path: string, look = '') {
  return (
    <svg className={`bar-sign ${look}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

const statusSignClass = 'bar-sign-status';

/** How far a booking is, or that it does not fit. */
export const statusSigns = {
  pending: sign(circlePath, `${statusSignClass} bar-sign-dashed`),
  assigned: sign(circlePath, statusSignClass),
  confirmed: sign('M10 3 4.5 8.5l-2.5-2.5', statusSignClass),
  completed: sign('M9 3 3.5 8.5l-2.5-2.5M11 5l-3.75 3.75L6.5 8', statusSignClass),
  cancelled: sign(banPath, statusSignClass),
  conflict: sign(
    'm10.85 9-4-7a1 1 0 0 0-1.75 0l-4 7A1 1 0 0 0 2 10.5h8a1 1 0 0 0 .85-1.5M6 4.5v2M6 8.5h.01',
    statusSignClass,
  ),
};

export const signs = {
  closed: sign(banPath),
  coffee: sign(
    'M5 1v1M7 1v1M8 4a.5 .5 0 0 1 .5 .5v4a2 2 0 0 1-2 2H3.5a2 2 0 0 1-2-2V4.5a.5 .5 0 0 1 .5-.5h7a2 2 0 1 1 0 4h-.5M3 1v1',
  ),
  utensils: sign(
    'M1.5 1v3.5c0 .55 .45 1 1 1h2a1 1 0 0 0 1-1V1M3.5 1v10M10.5 7.5V1a2.5 2.5 0 0 0-2.5 2.5v3c0 .55 .45 1 1 1h1.5Zm0 0v3.5',
  ),
  laptop: sign(
    'M9 2.5a1 1 0 0 1 1 1v4.25a1 1 0 0 0 .1 .45l.55 1.05a.5 .5 0 0 1-.45 .75H1.8a.5 .5 0 0 1-.45-.7l.55-1.05A1 1 0 0 0 2 7.75V3.5a1 1 0 0 1 1-1zM10.05 8H1.95',
  ),
  note: sign(
    'M10.5 4.5a1.2 1.2 0 0 0-.35-.85l-1.8-1.8A1.2 1.2 0 0 0 7.5 1.5H2.5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1zM7.5 1.5v2.5a.5 .5 0 0 0 .5 .5h2.5',
  ),
};
