import { Scan, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';

type ZoomButtonsProps = {
  zoomed: boolean;
  /** There is nothing wider. */
  widest: boolean;
  onIn(): void;
  onOut(): void;
  onFit(): void;
};

/** The same as the keys do: they are no tab stops inside the grid. */
export function ZoomButtons({ zoomed, widest, onIn, onOut, onFit }: ZoomButtonsProps) {
  return (
    <span className="zoom-buttons" role="group" aria-label="Zoom">
      {zoomed && (
        <IconButton tabIndex={-1} label="Fit (0)" onClick={onFit}>
          <Scan aria-hidden="true" />
        </IconButton>
      )}
      <IconButton tabIndex={-1} label="Zoom out (−)" disabled={!zoomed && widest} onClick={onOut}>
        <ZoomOut aria-hidden="true" />
      </IconButton>
      <IconButton tabIndex={-1} label="Zoom in (+)" onClick={onIn}>
        <ZoomIn aria-hidden="true" />
      </IconButton>
    </span>
  );
}
