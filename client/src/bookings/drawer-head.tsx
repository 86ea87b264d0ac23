import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'

interface DrawerHeadProps {
  children?: ReactNode
  onClose(): void
}

export function DrawerHead({ children, onClose }: DrawerHeadProps) {
  return (
    <header className="drawer-head">
      <div className="drawer-title">{children}</div>
      <IconButton label="Close" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </header>
  )
}
